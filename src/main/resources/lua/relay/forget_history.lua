-- Removes one entry of a person's history, or all.
-- Returns how many were removed.
local entries = KEYS[1] -- hash  id -> [json]
local times   = KEYS[2] -- zset  id by when its last stream ended
local id      = ARGV[1] -- of the entry, empty for all

if id == '' then
  local count = redis.call('ZCARD', times)
  redis.call('DEL', entries, times)
  return count
end
redis.call('HDEL', entries, id)
return redis.call('ZREM', times, id)
