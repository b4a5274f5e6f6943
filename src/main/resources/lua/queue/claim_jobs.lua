-- Leases the next jobs to a worker; those whose pause is over wait again first.
-- returns {due, id, record, id, record, ...}; due is when the next pause ends [ms], or -1.
-- When there is nothing, the queue is marked idle in the same step, so that no wake-up is lost.

local waiting  = KEYS[1] -- zset: waiting jobs, <added><id> by fair tag
local due      = KEYS[2] -- zset: jobs that wait for their next attempt, by time
local backlogs = KEYS[3] -- hash: person -> "<waiting jobs> <last tag>"
local meta     = KEYS[4] -- hash: v, token, idle
local leases   = KEYS[5] -- zset: <id>:<token> by the end of the lease
local prefix   = KEYS[6] -- start of all keys of the queue

local now   = ARGV[1] -- [ms]
local lapse = ARGV[2] -- [ms] when the leases end
local most  = tonumber(ARGV[3]) -- [int] how many jobs
local news  = ARGV[4] -- [channel] told of every job whose state changes

local function count(person, change)
  local backlog = redis.call("HGET", backlogs, person) or "0 0"
  local c, t = string.match(backlog, "^(%S+) (%S+)$")
  if tonumber(c) + change < 1 then
    redis.call("HDEL", backlogs, person)
  else
    redis.call("HSET", backlogs, person, string.format("%d %s", tonumber(c) + change, t))
  end
end

local v = redis.call("HGET", meta, "v") or "0"
for _, member in ipairs(redis.call("ZRANGEBYSCORE", due, "-inf", now, "LIMIT", 0, 100)) do
  redis.call("ZREM", due, member)
  local record = prefix .. "j:" .. string.sub(member, 14)
  local found = redis.call("GET", record)
  if found then
    redis.call("SET", record, "w" .. string.sub(found, 2))
    redis.call("ZADD", waiting, v, member)
    count(string.match(found, "^(%S+)", 45), 1)
  end
end

local pause = redis.call("ZRANGE", due, 0, 0, "WITHSCORES")
local reply = {pause[2] or "-1"}
local next = redis.call("ZPOPMIN", waiting, most)
for i = 1, #next, 2 do
  local id = string.sub(next[i], 14)
  local record = prefix .. "j:" .. id
  local found = redis.call("GET", record)
  if found then
    local token = redis.call("HINCRBY", meta, "token", 1)
    local attempt = tonumber(string.sub(found, 2, 3)) + 1
    local taken = string.format("a%02d%s%012d", attempt, string.sub(found, 4, 5), token)
      .. string.sub(found, 18)
    redis.call("SET", record, taken)
    redis.call("ZADD", leases, lapse, string.format("%s:%d", id, token))
    count(string.match(found, "^(%S+)", 45), -1)
    redis.call("PUBLISH", news, id)
    reply[#reply + 1] = id
    reply[#reply + 1] = taken
  end
  if tonumber(next[i + 1]) > tonumber(v) then
    v = next[i + 1]
    redis.call("HSET", meta, "v", v)
  end
end
if #next == 0 then
  redis.call("HSET", meta, "idle", 1)
end
return reply
