-- Counts what was refused on a day, and forgets those that were refused least when there are too many.
-- Returns how many different ones there are.
local counts = KEYS[1]           -- zset  what was refused by how often
local most   = tonumber(ARGV[1]) -- different ones that are kept
local keep   = tonumber(ARGV[2]) -- [ms]
local first  = 3                 -- ARGV  from here on: what was refused, and how often

for i = first, #ARGV, 2 do
  redis.call('ZINCRBY', counts, ARGV[i + 1], ARGV[i])
end
redis.call('ZREMRANGEBYRANK', counts, 0, -1 - most)
redis.call('PEXPIRE', counts, keep)
return redis.call('ZCARD', counts)
