-- Takes jobs from workers that no longer renew their leases: to the front of the queue, or given
-- up after too many times.
-- returns how many leases had lapsed

local leases   = KEYS[1] -- zset: <id>:<token> by the end of the lease
local waiting  = KEYS[2] -- zset: waiting jobs, <added><id> by fair tag
local backlogs = KEYS[3] -- hash: person -> "<waiting jobs> <last tag>"
local meta     = KEYS[4] -- hash: v, token, idle
local dead     = KEYS[5] -- zset: ids of jobs that were given up, by time
local prefix   = KEYS[6] -- start of all keys of the queue

local now      = ARGV[1] -- [ms] 13 digits
local most     = tonumber(ARGV[2]) -- [int] how often a job may stall
local keep     = ARGV[3] -- [ms] how long the record of a given-up job stays
local brief    = ARGV[4] -- [ms] how long the failure answers for the fingerprint
local mostDead = ARGV[5] -- [int] how many ids of given-up jobs are kept
local wake     = ARGV[6] -- [channel] told when nodes are idle
local news     = ARGV[7] -- [channel] told of every job whose state changes
local cause    = ARGV[8] -- [bytes] what is kept of the failure

local v = redis.call("HGET", meta, "v") or "0"
local lapsed = redis.call("ZRANGEBYSCORE", leases, "-inf", "(" .. now, "LIMIT", 0, 100)
for _, member in ipairs(lapsed) do
  redis.call("ZREM", leases, member)
  local id = string.match(member, "^[^:]+")
  local record = prefix .. "j:" .. id
  local found = redis.call("GET", record)
  if found and string.sub(found, 1, 1) == "a" then
    local stalls = tonumber(string.sub(found, 4, 5)) + 1
    local person, print = string.match(found, "^(%S+) (%S+)", 45)
    local counted = string.sub(found, 2, 3) .. string.format("%02d", stalls)
    redis.call("DEL", prefix .. "p:" .. id)
    if stalls > most then
      local facts = string.match(found, "^[^\n]*\n[^\n]*", 31) .. "\n" .. cause
      local ended = "f" .. counted .. string.sub(found, 6, 17) .. now .. facts
      redis.call("SET", record, ended, "PX", keep)
      redis.call("DEL", prefix .. "w:" .. id)
      if redis.call("GET", prefix .. "s:" .. print) == id then
        redis.call("PEXPIRE", prefix .. "s:" .. print, brief)
      end
      redis.call("ZADD", dead, now, id)
      redis.call("ZREMRANGEBYRANK", dead, 0, -mostDead - 1)
    else
      redis.call("SET", record, "w" .. counted .. string.sub(found, 6))
      redis.call("ZADD", waiting, v, string.sub(found, 31, 43) .. id)
      local backlog = redis.call("HGET", backlogs, person) or "0 0"
      local c, t = string.match(backlog, "^(%S+) (%S+)$")
      redis.call("HSET", backlogs, person, string.format("%d %s", tonumber(c) + 1, t))
    end
    redis.call("PUBLISH", news, id)
  end
end
if #lapsed > 0 and redis.call("HDEL", meta, "idle") == 1 then
  redis.call("PUBLISH", wake, "stalled")
end
return #lapsed
