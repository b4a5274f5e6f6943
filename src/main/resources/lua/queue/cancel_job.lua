-- Takes a person off a job; the last one to leave ends it.
-- returns 0 no such job; 1 others still wait; 2 cancelled; 3 it had ended before

local record   = KEYS[1] -- string: the job
local people   = KEYS[2] -- set: who waits for the job
local progress = KEYS[3] -- string: what it was doing
local waiting  = KEYS[4] -- zset: waiting jobs, <added><id> by fair tag
local due      = KEYS[5] -- zset: jobs that wait for their next attempt, by time
local leases   = KEYS[6] -- zset: <id>:<token> by the end of the lease
local backlogs = KEYS[7] -- hash: person -> "<waiting jobs> <last tag>"
local prefix   = KEYS[8] -- start of all keys of the queue

local id     = ARGV[1] -- [string] of the job
local person = ARGV[2] -- [string] who leaves
local now    = ARGV[3] -- [ms] 13 digits
local keep   = ARGV[4] -- [ms] how long the record stays
local stop   = ARGV[5] -- [channel] told of jobs that must not go on
local news   = ARGV[6] -- [channel] told of every job whose state changes

local found = redis.call("GET", record)
if not found then
  return 0
end
local state = string.sub(found, 1, 1)
if state == "c" or state == "f" or state == "x" then
  return 3
end
redis.call("SREM", people, person)
if redis.call("EXISTS", people) == 1 then
  return 1
end
local owner, print = string.match(found, "^(%S+) (%S+)", 45)
local member = string.sub(found, 31, 43) .. id
if redis.call("ZREM", waiting, member) == 1 then
  local backlog = redis.call("HGET", backlogs, owner) or "0 0"
  local c, t = string.match(backlog, "^(%S+) (%S+)$")
  if tonumber(c) <= 1 then
    redis.call("HDEL", backlogs, owner)
  else
    redis.call("HSET", backlogs, owner, string.format("%d %s", tonumber(c) - 1, t))
  end
end
redis.call("ZREM", due, member)
redis.call("ZREM", leases, string.format("%s:%d", id, tonumber(string.sub(found, 6, 17))))
local facts = string.match(found, "^[^\n]*\n[^\n]*", 31)
redis.call("SET", record, "x" .. string.sub(found, 2, 17) .. now .. facts, "PX", keep)
if redis.call("GET", prefix .. "s:" .. print) == id then
  redis.call("DEL", prefix .. "s:" .. print)
end
redis.call("DEL", progress)
redis.call("PUBLISH", stop, id)
redis.call("PUBLISH", news, id)
return 2
