-- Says whose session it is that a request was made in, as the account is now.
-- Returns {"ok", role, tier, until, second factor, has}: 1 where one was shown, and 1 where the account
-- has one; or {"ended"}.
local user     = KEYS[1]           -- hash  the account
local sessions = KEYS[2]           -- hash  session id -> [json]
local now      = tonumber(ARGV[1]) -- [ms]
local id       = ARGV[2]           -- of the session
local idle     = tonumber(ARGV[3]) -- [ms] after which an unused session ends
local longest  = tonumber(ARGV[4]) -- [ms] after which every session ends

local text = redis.call('HGET', sessions, id)
local blocked, role, tier, ends =
  unpack(redis.call('HMGET', user, 'blocked', 'role', 'tier', 'until'))
if not text or blocked ~= '0' then
  return {'ended'}
end
local session = cjson.decode(text)
if now >= session.seen + idle or now >= session.created + longest then
  return {'ended'}
end
return {'ok', role, tier, ends, session.second, redis.call('HEXISTS', user, 'totp')}
