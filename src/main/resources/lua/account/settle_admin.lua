-- Ends a change of who is an admin, unless another one of the same account has begun.
-- Returns 1, or 0 when that is so.
local admins = KEYS[1] -- hash  account -> yes while it counts as an admin, else no or the number of the change
local id     = ARGV[1] -- of the account
local turn   = ARGV[2] -- number of the change
local counts = ARGV[3] -- yes or no

if redis.call('HGET', admins, id) ~= turn then
  return 0
end
redis.call('HSET', admins, id, counts)
return 1
