-- Keeps the secret of a second factor that is being set up.
-- Returns 1, or 0 when the account has one already or is not there.
local user   = KEYS[1] -- hash  the account
local secret = ARGV[1] -- [base32]

if redis.call('EXISTS', user) == 0 or redis.call('HEXISTS', user, 'totp') == 1 then
  return 0
end
redis.call('HSET', user, 'totpNew', secret)
return 1
