-- Removes an account and all that is kept of it here.
-- Returns 1, or 0 when there was none.
local user     = KEYS[1] -- hash  the account
local sessions = KEYS[2] -- hash  session id -> [json]
local keys     = KEYS[3] -- hash  key id -> [json]
local recovery = KEYS[4] -- set   digests of recovery codes

redis.call('DEL', sessions, keys, recovery)
return redis.call('DEL', user)
