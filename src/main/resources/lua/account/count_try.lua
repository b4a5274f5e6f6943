-- Counts a try of a password, when it is not one too many in any window of that length.
-- Returns 0, or after how many ms the next try may come.
local tries  = KEYS[1]           -- list  [ms] of the last tries, newest first
local now    = tonumber(ARGV[1]) -- [ms]
local most   = tonumber(ARGV[2]) -- tries
local window = tonumber(ARGV[3]) -- [ms]

local oldest = tonumber(redis.call('LINDEX', tries, most - 1) or '')
if oldest and now < oldest + window then
  return oldest + window - now
end
redis.call('LPUSH', tries, now)
redis.call('LTRIM', tries, 0, most - 1)
redis.call('PEXPIRE', tries, window)
return 0
