-- Opens a session, and makes a new account last. The session that was used longest ago makes room.
-- Returns {"ok"}, or {"none"} or {"blocked"}: the account is not there, or may not log in.
local user     = KEYS[1]           -- hash  the account
local sessions = KEYS[2]           -- hash  session id -> [json]
local now      = tonumber(ARGV[1]) -- [ms]
local id       = ARGV[2]           -- of the session
local digest   = ARGV[3]           -- of its refresh token
local agent    = ARGV[4]           -- User-Agent of the client
local second   = tonumber(ARGV[5]) -- 1 when a second factor was shown
local idle     = tonumber(ARGV[6]) -- [ms] after which an unused session ends
local longest  = tonumber(ARGV[7]) -- [ms] after which every session ends
local most     = tonumber(ARGV[8]) -- sessions of one account
local keep     = ARGV[9]           -- hash of the password that was shown, or empty for another proof

local blocked, hash = unpack(redis.call('HMGET', user, 'blocked', 'hash'))
if not blocked or (keep ~= '' and keep ~= hash) then
  return {'none'}
elseif blocked == '1' then
  return {'blocked'}
end
redis.call('PERSIST', user)
redis.call('HSET', user, 'seen', now)
local count, oldest, when = 0, nil, nil
local all = redis.call('HGETALL', sessions)
for i = 1, #all, 2 do
  local each = cjson.decode(all[i + 1])
  if now >= each.seen + idle or now >= each.created + longest then
    redis.call('HDEL', sessions, all[i])
  else
    count = count + 1
    if not when or each.seen < when then
      oldest, when = all[i], each.seen
    end
  end
end
if count >= most then
  redis.call('HDEL', sessions, oldest)
end
redis.call('HSET', sessions, id, cjson.encode({created = now, seen = now, agent = agent,
  digest = digest, before = '', turned = now, second = second}))
redis.call('PEXPIRE', sessions, longest)
return {'ok'}
