-- Ends an attempt that failed: the job waits for its next one, or has failed for good.
-- returns 1 it will be tried again; 2 it has failed; 0 the lease is lost, and nothing is written

local leases   = KEYS[1] -- zset: <id>:<token> by the end of the lease
local due      = KEYS[2] -- zset: jobs that wait for their next attempt, by time
local dead     = KEYS[3] -- zset: ids of jobs that were given up, by time
local record   = KEYS[4] -- string: the job
local flight   = KEYS[5] -- string: id of the job that answers for the fingerprint
local people   = KEYS[6] -- set: who waits for the job
local progress = KEYS[7] -- string: what it was doing

local id       = ARGV[1] -- [string] of the job
local token    = ARGV[2] -- [int] of the lease
local now      = ARGV[3] -- [ms] 13 digits
local again    = ARGV[4] -- [ms] when the next attempt is due
local attempts = tonumber(ARGV[5]) -- [int] how many it has; 0 gives it no more, as an outcome
local keep     = ARGV[6] -- [ms] how long the record stays
local brief    = ARGV[7] -- [ms] how long the failure answers for the fingerprint
local mostDead = ARGV[8] -- [int] how many ids of given-up jobs are kept
local news     = ARGV[9] -- [channel] told of every job whose state changes
local cause    = ARGV[10] -- [bytes] what is kept of the failure

if redis.call("ZREM", leases, id .. ":" .. token) == 0 then
  return 0
end
local found = redis.call("GET", record)
if not found then
  return 0
end
redis.call("DEL", progress)
redis.call("PUBLISH", news, id)
local tail = string.match(found, "^[^\n]*\n[^\n]*", 31) .. "\n" .. cause
if tonumber(string.sub(found, 2, 3)) < attempts then
  redis.call("SET", record, "d" .. string.sub(found, 2, 30) .. tail)
  redis.call("ZADD", due, again, string.sub(found, 31, 43) .. id)
  return 1
end
redis.call("SET", record, "f" .. string.sub(found, 2, 17) .. now .. tail, "PX", keep)
if redis.call("GET", flight) == id then
  redis.call("PEXPIRE", flight, brief)
end
redis.call("DEL", people)
if attempts > 0 then
  redis.call("ZADD", dead, now, id)
  redis.call("ZREMRANGEBYRANK", dead, 0, -mostDead - 1)
  redis.call("ZREMRANGEBYSCORE", dead, "-inf", now - keep)
end
return 2
