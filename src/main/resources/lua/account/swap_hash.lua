-- Keeps the same password under another hash; its sessions go on.
-- Returns 1, or 0 when the password has changed meanwhile.
local user  = KEYS[1] -- hash  the account
local old   = ARGV[1] -- hash of the password
local fresh = ARGV[2] -- another of the same one

if redis.call('HGET', user, 'hash') ~= old then
  return 0
end
redis.call('HSET', user, 'hash', fresh)
return 1
