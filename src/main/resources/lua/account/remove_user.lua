-- Removes an account and all that is kept of it here.
-- Returns 1, 0 when there was none, or -1 when it is an admin and no change of who is one has begun.
local user     = KEYS[1] -- hash  the account
local sessions = KEYS[2] -- hash  session id -> [json]
local keys     = KEYS[3] -- hash  key id -> [json]
local recovery = KEYS[4] -- set   digests of recovery codes
local turn     = ARGV[1] -- number of the change (turn_admin), or empty

if turn == '' and redis.call('HGET', user, 'role') == 'admin' then
  return -1
end
redis.call('DEL', sessions, keys, recovery)
return redis.call('DEL', user)
