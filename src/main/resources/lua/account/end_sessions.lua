-- Ends sessions of an account.
-- Returns how many.
local sessions = KEYS[1] -- hash  session id -> [json]
local one      = ARGV[1] -- id of the session that ends, empty for all
local except   = ARGV[2] -- id of the session that stays, or empty

if one ~= '' then
  return redis.call('HDEL', sessions, one)
end
local ended = 0
for _, id in ipairs(redis.call('HKEYS', sessions)) do
  if id ~= except then
    ended = ended + redis.call('HDEL', sessions, id)
  end
end
return ended
