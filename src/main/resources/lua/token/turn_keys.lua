-- Makes the first signing key, or a new one when the current is old enough; the one before stays to
-- verify what it signed.
-- Returns {turned, kid, secret, old kid, old secret}: turned is 1 when a key was made, the old pair is
-- empty until the first turn.
local keys   = KEYS[1]           -- hash  the two keys
local now    = tonumber(ARGV[1]) -- [ms]
local every  = tonumber(ARGV[2]) -- [ms] age at which a key is replaced
local kid    = ARGV[3]           -- name of the key to take, if one is needed
local secret = ARGV[4]           -- [base64url] that key

local its_kid, its_secret, since, old_kid, old_secret =
  unpack(redis.call('HMGET', keys, 'kid', 'secret', 'since', 'oldKid', 'oldSecret'))
if its_kid and now < tonumber(since) + every then
  return {0, its_kid, its_secret, old_kid or '', old_secret or ''}
end
redis.call('HSET', keys, 'kid', kid, 'secret', secret, 'since', now,
  'oldKid', its_kid or '', 'oldSecret', its_secret or '')
return {1, kid, secret, its_kid or '', its_secret or ''}
