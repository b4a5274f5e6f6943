-- Makes a claim of claim_name last.
-- Returns 1, or 0 when it has lapsed.
local claim = KEYS[1] -- string  id of the account
local id    = ARGV[1] -- of the account

if redis.call('GET', claim) ~= id then
  return 0
end
redis.call('PERSIST', claim)
return 1
