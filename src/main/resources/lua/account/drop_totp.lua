-- Takes the second factor from an account.
-- Returns 1, or 0 when it had none.
local user     = KEYS[1] -- hash  the account
local recovery = KEYS[2] -- set   digests of recovery codes

redis.call('DEL', recovery)
redis.call('HDEL', user, 'totpStep', 'totpNew')
return redis.call('HDEL', user, 'totp')
