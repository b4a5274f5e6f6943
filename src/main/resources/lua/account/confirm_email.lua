-- Confirms the address of an account by the link of a letter, which holds once.
-- Returns {"ok", address}, or {"none"} when the link does not hold.
local user   = KEYS[1]           -- hash  the account
local now    = tonumber(ARGV[1]) -- [ms]
local digest = ARGV[2]           -- of the link's secret

local email, proof, ends, sent =
  unpack(redis.call('HMGET', user, 'email', 'mailProof', 'mailUntil', 'mailTo'))
if not proof or proof ~= digest or now >= tonumber(ends) or sent ~= email then
  return {'none'}
end
redis.call('HSET', user, 'emailOk', 1)
redis.call('HDEL', user, 'mailProof', 'mailUntil', 'mailTo')
return {'ok', email}
