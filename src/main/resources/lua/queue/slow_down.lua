-- Lets no job of a lane start before a time.
-- returns that time [ms], or a later one that was set before

local meta  = KEYS[1] -- hash: see package-info
local state = KEYS[2] -- string: "<running> <next start> <slow until>" of the lane

local now   = tonumber(ARGV[1]) -- [ms]
local till  = tonumber(ARGV[2]) -- [ms] until when

local text = redis.call("GET", state) or "0 0 0"
local running, nextStart, slow = string.match(text, "^(%S+) (%S+) (%S+)$")
till = math.max(till, tonumber(slow))
text = string.format("%s %s %d", running, nextStart, till)
if running == "0" then
  redis.call("SET", state, text, "PX", math.max(1, math.ceil(math.max(till, nextStart) - now)))
else
  redis.call("SET", state, text)
end
local last = math.max(till, tonumber(redis.call("HGET", meta, "slow") or "0"))
redis.call("HSET", meta, "lim", 1, "slow", string.format("%d", last))
return string.format("%d", till)
