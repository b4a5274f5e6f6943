-- Sets or takes away the limit of a lane; jobs that wait for one are looked at again.
-- returns how many lanes jobs wait for

local meta   = KEYS[1] -- hash: see package-info
local limits = KEYS[2] -- hash: lane or kind of lane -> "<running> <starts> <ms>"
local held   = KEYS[3] -- zset: lanes that jobs wait for, by when to look again

local lane  = ARGV[1] -- [string] lane or kind of lane
local limit = ARGV[2] -- [string] "<running> <starts> <ms>", or "" for none
local wake  = ARGV[3] -- [channel] told that there may be work

if limit == "" then
  redis.call("HDEL", limits, lane)
else
  redis.call("HSET", limits, lane, limit)
  redis.call("HSET", meta, "lim", 1)
end
local waiting = redis.call("ZRANGE", held, 0, -1)
for _, one in ipairs(waiting) do
  redis.call("ZADD", held, 0, one)
end
if #waiting > 0 then
  redis.call("PUBLISH", wake, lane)
end
return #waiting
