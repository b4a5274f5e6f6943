-- Takes a download off those that run, and keeps its end for a while for devices that look again.
-- Returns how many ends are kept; -1 for a person who has just left, of whom nothing is.
local live   = KEYS[1]           -- hash  id of a stream -> until when it is kept, a space, [json]
local ends   = KEYS[2]           -- list  [json] of downloads that ended, newest first
local left   = KEYS[3]           -- string  there while the person has just left
local stream = ARGV[1]           -- id of the stream
local last   = ARGV[2]           -- [json] how it ended
local most   = tonumber(ARGV[3]) -- ends that are kept
local keep   = tonumber(ARGV[4]) -- [ms]

redis.call('HDEL', live, stream)
if redis.call('EXISTS', left) == 1 then
  return -1
end
redis.call('LPUSH', ends, last)
redis.call('LTRIM', ends, 0, most - 1)
redis.call('PEXPIRE', ends, keep)
return redis.call('LLEN', ends)
