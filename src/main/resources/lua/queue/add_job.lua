-- Adds a job, unless one of the same fingerprint waits, runs or has just ended.
-- returns {code, id}:
--   1 added; 2 joined one that waits or runs; 3 answered by one that has ended;
--   -1 the person has too many waiting; -2 too many wait in all (the id is the refused one's)

local waiting  = KEYS[1] -- zset: waiting jobs, <added><id> by fair tag
local due      = KEYS[2] -- zset: jobs that wait for their next attempt, by time
local backlogs = KEYS[3] -- hash: person -> "<waiting jobs> <last tag>"
local meta     = KEYS[4] -- hash: v, token, idle
local record   = KEYS[5] -- string: the new job
local flight   = KEYS[6] -- string: id of the job that answers for the fingerprint
local people   = KEYS[7] -- set: who waits for the new job
local prefix   = KEYS[8] -- start of all keys of the queue

local id        = ARGV[1]  -- [string] of the new job
local person    = ARGV[2]  -- [string] whom it is counted against
local print     = ARGV[3]  -- [string] the fingerprint
local weight    = tonumber(ARGV[4]) -- [int] jobs of a person in a round
local now       = ARGV[5]  -- [ms] 13 digits
local most      = tonumber(ARGV[6]) -- [int] waiting jobs of one person
local mostInAll = tonumber(ARGV[7]) -- [int] waiting jobs
local notBefore = tonumber(ARGV[8]) -- [ms] a job that ended earlier is no answer
local wake      = ARGV[9]  -- [channel] told when nodes are idle
local payload   = ARGV[10] -- [string] one line

local count, last = 0, 0
local backlog = redis.call("HGET", backlogs, person)
if backlog then
  local c, t = string.match(backlog, "^(%S+) (%S+)$")
  count, last = tonumber(c), tonumber(t)
end
local v = tonumber(redis.call("HGET", meta, "v") or "0")
local tag = math.max(v, last) + 1 / weight

local held = redis.call("GET", flight)
local found = held and redis.call("GET", prefix .. "j:" .. held)
if found then
  local state = string.sub(found, 1, 1)
  if state == "w" or state == "d" or state == "a" then
    redis.call("SADD", prefix .. "w:" .. held, person)
    -- It stands where the newcomer's own job would, if that is nearer.
    redis.call("ZADD", waiting, "XX", "LT", tag, string.sub(found, 31, 43) .. held)
    return {2, held}
  end
  if tonumber(string.sub(found, 18, 30)) >= notBefore then
    return {3, held}
  end
end

if count >= most then
  return {-1, id}
end
if redis.call("ZCARD", waiting) + redis.call("ZCARD", due) >= mostInAll then
  return {-2, id}
end
local head = string.format("w%02d%02d%012d%013d", 0, 0, 0, 0)
local facts = string.format("%s %s %s %d\n", now, person, print, weight)
redis.call("SET", record, head .. facts .. payload)
redis.call("SET", flight, id)
redis.call("SADD", people, person)
redis.call("ZADD", waiting, tag, now .. id)
redis.call("HSET", backlogs, person, string.format("%d %.17g", count + 1, tag))
if redis.call("HDEL", meta, "idle") == 1 then
  redis.call("PUBLISH", wake, id)
end
return {1, id}
