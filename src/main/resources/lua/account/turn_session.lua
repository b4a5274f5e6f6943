-- Gives a session a new refresh token for its current one. One that was replaced ends the session:
-- somebody else has used it. Only in the moment after the turn it is taken for the request of a second
-- window, and gets nothing.
-- Returns {"ok", second factor}, {"moved"}, {"reused"} or {"ended"}.
local user     = KEYS[1]           -- hash  the account
local sessions = KEYS[2]           -- hash  session id -> [json]
local now      = tonumber(ARGV[1]) -- [ms]
local id       = ARGV[2]           -- of the session
local digest   = ARGV[3]           -- of the refresh token that is shown
local fresh    = ARGV[4]           -- digest of the new one
local moment   = tonumber(ARGV[5]) -- [ms] in which the token before gets {"moved"}
local idle     = tonumber(ARGV[6]) -- [ms] after which an unused session ends
local longest  = tonumber(ARGV[7]) -- [ms] after which every session ends

local text = redis.call('HGET', sessions, id)
if not text or redis.call('HGET', user, 'blocked') ~= '0' then
  return {'ended'}
end
local session = cjson.decode(text)
if now >= session.seen + idle or now >= session.created + longest then
  redis.call('HDEL', sessions, id)
  return {'ended'}
elseif digest == session.digest then
  session.before, session.digest, session.turned, session.seen = digest, fresh, now, now
  redis.call('HSET', sessions, id, cjson.encode(session))
  redis.call('HSET', user, 'seen', now)
  return {'ok', session.second}
elseif digest == session.before and now < session.turned + moment then
  return {'moved'}
end
redis.call('HDEL', sessions, id)
return {'reused'}
