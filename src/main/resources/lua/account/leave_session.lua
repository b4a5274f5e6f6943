-- Ends the session of a refresh token, whether it is the current one or the one before.
-- Returns how many sessions ended.
local sessions = KEYS[1] -- hash  session id -> [json]
local id       = ARGV[1] -- of the session
local digest   = ARGV[2] -- of the refresh token

local text = redis.call('HGET', sessions, id)
if not text then
  return 0
end
local session = cjson.decode(text)
if digest ~= session.digest and digest ~= session.before then
  return 0
end
return redis.call('HDEL', sessions, id)
