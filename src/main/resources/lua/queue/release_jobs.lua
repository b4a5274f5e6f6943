-- Gives jobs back to the front of the queue, as if they had not been begun.
-- returns how many were still leased to the caller

local leases   = KEYS[1] -- zset: <id>:<token> by the end of the lease
local waiting  = KEYS[2] -- zset: waiting jobs, <added><id> by fair tag
local backlogs = KEYS[3] -- hash: person -> "<waiting jobs> <last tag>"
local meta     = KEYS[4] -- hash: v, token, idle
local prefix   = KEYS[5] -- start of all keys of the queue

local wake = ARGV[1] -- [channel] told when nodes are idle
local news = ARGV[2] -- [channel] told of every job whose state changes
-- ARGV[3..]            [string] <id>:<token>

local v = redis.call("HGET", meta, "v") or "0"
local released = 0
for i = 3, #ARGV do
  local id = string.match(ARGV[i], "^[^:]+")
  local record = prefix .. "j:" .. id
  local held = redis.call("ZREM", leases, ARGV[i]) == 1
  local found = held and redis.call("GET", record)
  if found then
    local attempt = math.max(0, tonumber(string.sub(found, 2, 3)) - 1)
    redis.call("SET", record, string.format("w%02d", attempt) .. string.sub(found, 4))
    redis.call("DEL", prefix .. "p:" .. id)
    redis.call("ZADD", waiting, v, string.sub(found, 31, 43) .. id)
    local person = string.match(found, "^(%S+)", 45)
    local backlog = redis.call("HGET", backlogs, person) or "0 0"
    local c, t = string.match(backlog, "^(%S+) (%S+)$")
    redis.call("HSET", backlogs, person, string.format("%d %s", tonumber(c) + 1, t))
    redis.call("PUBLISH", news, id)
    released = released + 1
  end
end
if released > 0 and redis.call("HDEL", meta, "idle") == 1 then
  redis.call("PUBLISH", wake, "released")
end
return released
