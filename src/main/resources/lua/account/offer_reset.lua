-- Makes the one link with which an account gets a new password; an older one holds no more.
-- Returns 1, or 0 when there is no such account.
local user   = KEYS[1] -- hash  the account
local digest = ARGV[1] -- of the link's secret
local ends   = ARGV[2] -- [ms]

if redis.call('EXISTS', user) == 0 then
  return 0
end
redis.call('HSET', user, 'reset', digest, 'resetUntil', ends)
return 1
