-- Puts an account into the list of all, when there is room or it is there already.
-- Returns 1, or 0 when there are as many as there may be.
local names = KEYS[1]           -- zset  name:account
local entry = ARGV[1]           -- of the account
local most  = tonumber(ARGV[2]) -- accounts

if not redis.call('ZSCORE', names, entry) and redis.call('ZCARD', names) >= most then
  return 0
end
redis.call('ZADD', names, 0, entry)
return 1
