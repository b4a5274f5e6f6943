-- Keeps a schedule, or takes it away.
-- returns 1; 0 when it was the same before, and then nothing is written

local schedules = KEYS[1] -- hash: name -> text
local times     = KEYS[2] -- zset: names by their next time

local name = ARGV[1] -- [string] which one
local text = ARGV[2] -- [string] what to do when, or "" for nothing
local next = ARGV[3] -- [ms] its next time

if text == "" then
  redis.call("HDEL", schedules, name)
  redis.call("ZREM", times, name)
  return 1
end
if redis.call("HGET", schedules, name) == text and redis.call("ZSCORE", times, name) then
  return 0
end
redis.call("HSET", schedules, name, text)
redis.call("ZADD", times, next, name)
return 1
