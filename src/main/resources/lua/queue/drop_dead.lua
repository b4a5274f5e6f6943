-- Forgets dead jobs.
-- returns how many there were

local dead = KEYS[1] -- zset: ids by their end
-- KEYS[2..]         for each job: string of its record, list of its lines
-- ARGV              ids of the jobs

local count = 0
for i, id in ipairs(ARGV) do
  if redis.call("ZREM", dead, id) == 1 then
    redis.call("DEL", KEYS[2 * i], KEYS[2 * i + 1])
    count = count + 1
  end
end
return count
