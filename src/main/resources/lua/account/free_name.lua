-- Gives back what claim_name took, if that account still has it.
-- Returns 1 when it is free now, else 0.
local claim = KEYS[1] -- string  id of the account
local id    = ARGV[1] -- of the account

if redis.call('GET', claim) ~= id then
  return 0
end
return redis.call('DEL', claim)
