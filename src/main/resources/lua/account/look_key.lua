-- Says whose API key it is that was shown, as the account is now, and notes its use now and then.
-- Returns {"ok", role, tier, until, scopes}, or {"unknown"}.
local user   = KEYS[1]           -- hash  the account
local keys   = KEYS[2]           -- hash  key id -> [json]
local now    = tonumber(ARGV[1]) -- [ms]
local id     = ARGV[2]           -- of the key
local digest = ARGV[3]           -- of the whole key
local pause  = tonumber(ARGV[4]) -- [ms] the least between two notes of a use

local text = redis.call('HGET', keys, id)
local blocked, role, tier, ends =
  unpack(redis.call('HMGET', user, 'blocked', 'role', 'tier', 'until'))
if not text or blocked ~= '0' then
  return {'unknown'}
end
local key = cjson.decode(text)
if key.digest ~= digest or (key.ends > 0 and now >= key.ends) then
  return {'unknown'}
end
if now >= key.used + pause then
  key.used = now
  redis.call('HSET', keys, id, cjson.encode(key))
end
return {'ok', role, tier, ends, key.scopes}
