-- Sets the limit of a lane that the configuration names, unless an operator has set or lifted it
-- since the last one that was configured.
-- returns 1 when the limit is now another one, else 0

local meta   = KEYS[1] -- hash: see package-info
local limits = KEYS[2] -- hash: lane or kind of lane -> "<running> <starts> <ms>"
local named  = KEYS[3] -- hash: the same, as configured last
local held   = KEYS[4] -- zset: lanes that jobs wait for, by when to look again

local lane  = ARGV[1] -- [string] kind of lane
local limit = ARGV[2] -- [string] "<running> <starts> <ms>", or "" for none
local wake  = ARGV[3] -- [channel] told that there may be work

local before = redis.call("HGET", named, lane) or ""
local now = redis.call("HGET", limits, lane) or ""
redis.call("HSET", named, lane, limit)
if now ~= before or now == limit then
  return 0
end
if limit == "" then
  redis.call("HDEL", limits, lane)
else
  redis.call("HSET", limits, lane, limit)
  redis.call("HSET", meta, "lim", 1)
end
for _, one in ipairs(redis.call("ZRANGE", held, 0, -1)) do
  redis.call("ZADD", held, 0, one)
end
redis.call("PUBLISH", wake, lane)
return 1
