-- Counts a number up.
-- returns what it is now

local number = KEYS[1] -- string: the number
local by     = ARGV[1] -- [int] how much is added

return redis.call("INCRBY", number, by)
