-- Stores an API key; keys that have ended make room.
-- Returns 1, 0 when there is no such account, or -1 when it has too many.
local user = KEYS[1]           -- hash  the account
local keys = KEYS[2]           -- hash  key id -> [json]
local now  = tonumber(ARGV[1]) -- [ms]
local id   = ARGV[2]           -- of the key
local body = ARGV[3]           -- [json] name, scopes, created, ends (0 for never), used (0), digest
local most = tonumber(ARGV[4]) -- keys of one account

if redis.call('EXISTS', user) == 0 then
  return 0
end
if redis.call('HLEN', keys) >= most then
  local all = redis.call('HGETALL', keys)
  for i = 1, #all, 2 do
    local ends = cjson.decode(all[i + 1]).ends
    if ends > 0 and now >= ends then
      redis.call('HDEL', keys, all[i])
    end
  end
  if redis.call('HLEN', keys) >= most then
    return -1
  end
end
redis.call('HSET', keys, id, body)
return 1
