-- Begins a change of who is an admin: until it is settled, the account does not count as one.
-- Returns a number that grows with each such change, or 0 when nobody would be left.
local admins = KEYS[1] -- hash  account -> yes while it counts as an admin, else no or the number of the change
local id     = ARGV[1] -- of the account
local leaves = ARGV[2] -- 1 when it ends being one, and somebody must be left

local left = leaves ~= '1'
local all = redis.call('HGETALL', admins)
for i = 1, #all, 2 do
  left = left or (all[i] ~= id and all[i + 1] == 'yes')
end
if not left then
  return 0
end
local turn = redis.call('HINCRBY', admins, 'turn', 1)
redis.call('HSET', admins, id, turn)
return turn
