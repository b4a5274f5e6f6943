-- Gives an account another password and ends its sessions: for the old password, or for a link of
-- offer_reset, which holds once.
-- Returns 1, or 0 when the proof does not hold any more.
local user     = KEYS[1]           -- hash  the account
local sessions = KEYS[2]           -- hash  session id -> [json]
local now      = tonumber(ARGV[1]) -- [ms]
local old      = ARGV[2]           -- hash of the old password, or empty
local digest   = ARGV[3]           -- of a link's secret, or empty
local fresh    = ARGV[4]           -- hash of the new password
local except   = ARGV[5]           -- id of the session that stays, or empty

local hash, reset, ends = unpack(redis.call('HMGET', user, 'hash', 'reset', 'resetUntil'))
local holds = old ~= '' and hash == old
  or digest ~= '' and reset == digest and now < tonumber(ends)
if not holds then
  return 0
end
redis.call('HSET', user, 'hash', fresh)
redis.call('HDEL', user, 'reset', 'resetUntil')
for _, id in ipairs(redis.call('HKEYS', sessions)) do
  if id ~= except then
    redis.call('HDEL', sessions, id)
  end
end
return 1
