-- Makes the second factor that is being set up the account's, with new recovery codes; the sessions
-- that are open count as of one factor but this.
-- Returns 1, or 0 when that secret is not being set up.
local user     = KEYS[1] -- hash  the account
local recovery = KEYS[2] -- set   digests of recovery codes
local sessions = KEYS[3] -- hash  session id -> [json]
local secret   = ARGV[1] -- [base32] for which a code was shown
local step     = ARGV[2] -- time step of that code
local id       = ARGV[3] -- of the session in which it was shown
local digests  = ARGV[4] -- of the recovery codes, separated by commas

if redis.call('HGET', user, 'totpNew') ~= secret then
  return 0
end
redis.call('HSET', user, 'totp', secret, 'totpStep', step)
redis.call('HDEL', user, 'totpNew')
redis.call('DEL', recovery)
for digest in string.gmatch(digests, '[^,]+') do
  redis.call('SADD', recovery, digest)
end
local text = redis.call('HGET', sessions, id)
if text then
  local session = cjson.decode(text)
  session.second = 1
  redis.call('HSET', sessions, id, cjson.encode(session))
end
return 1
