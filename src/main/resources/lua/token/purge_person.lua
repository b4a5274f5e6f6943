-- Removes what has ended from one person's sets.
-- Returns how many members and days were removed.
local live   = KEYS[1]           -- zset  digests of live tokens by expiry
local hour   = KEYS[2]           -- zset  digests of tokens by time of issue, one hour back
local slots  = KEYS[3]           -- zset  streams of the person by end of their lease
local days   = KEYS[4]           -- hash  day -> downloads
local now    = tonumber(ARGV[1]) -- [ms]
local oldest = ARGV[2]           -- [yyyy-mm-dd] the first day that is kept

local removed = redis.call('ZREMRANGEBYSCORE', live, '-inf', now)
  + redis.call('ZREMRANGEBYSCORE', hour, '-inf', now - 3600000)
  + redis.call('ZREMRANGEBYSCORE', slots, '-inf', now)
for _, day in ipairs(redis.call('HKEYS', days)) do
  if day < oldest then
    removed = removed + redis.call('HDEL', days, day)
  end
end
return removed
