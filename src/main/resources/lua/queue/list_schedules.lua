-- Reads all schedules.
-- returns {name, text, next, last, name, ...}: those that fire next come first; last is "" before the first time

local schedules = KEYS[1] -- hash: name -> text
local times     = KEYS[2] -- zset: names by their next time
local fired     = KEYS[3] -- hash: name -> "<ms> <outcome>"

local reply = {}
local next = redis.call("ZRANGE", times, 0, -1, "WITHSCORES")
for i = 1, #next, 2 do
  local text = redis.call("HGET", schedules, next[i])
  if text then
    reply[#reply + 1] = next[i]
    reply[#reply + 1] = text
    reply[#reply + 1] = next[i + 1]
    reply[#reply + 1] = redis.call("HGET", fired, next[i]) or ""
  end
end
return reply
