-- Keeps a schedule, or takes it away.
-- returns 1; 0 when it was the same before, and then nothing is written; -1 when there are too many

local schedules = KEYS[1] -- hash: name -> text
local times     = KEYS[2] -- zset: names by their next time
local fired     = KEYS[3] -- hash: name -> "<ms> <outcome>"

local name = ARGV[1] -- [string] which one
local text = ARGV[2] -- [string] what to do when, or "" for nothing
local next = ARGV[3] -- [ms] its next time
local most = tonumber(ARGV[4]) -- [int] how many schedules there may be

if text == "" then
  redis.call("ZREM", times, name)
  redis.call("HDEL", fired, name)
  return redis.call("HDEL", schedules, name)
end
local before = redis.call("HGET", schedules, name)
if before == text and redis.call("ZSCORE", times, name) then
  return 0
elseif not before and redis.call("HLEN", schedules) >= most then
  return -1
end
redis.call("HDEL", fired, name)
redis.call("HSET", schedules, name, text)
redis.call("ZADD", times, next, name)
return 1
