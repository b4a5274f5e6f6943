-- Reads all schedules.
-- returns {name, text, next, name, text, next, ...}: those that fire next come first

local schedules = KEYS[1] -- hash: name -> text
local times     = KEYS[2] -- zset: names by their next time

local reply = {}
local next = redis.call("ZRANGE", times, 0, -1, "WITHSCORES")
for i = 1, #next, 2 do
  local text = redis.call("HGET", schedules, next[i])
  if text then
    reply[#reply + 1] = next[i]
    reply[#reply + 1] = text
    reply[#reply + 1] = next[i + 1]
  end
end
return reply
