-- Counts jobs.
-- returns {waiting, delayed, active, dead}

local meta   = KEYS[1] -- hash: see package-info
local leases = KEYS[2] -- zset: <id>:<token> by the end of the lease
local due    = KEYS[3] -- zset: jobs that wait for a time, by ms
local dead   = KEYS[4] -- zset: ids by their end
local prefix = KEYS[5] -- start of all keys of the queue

--@ include queue/tiers

local facts = redis.call("HMGET", meta, "tiers", "parked")
read_tiers(facts[1])
local waiting = tonumber(facts[2] or "0")
for _, tier in ipairs(tiers) do
  waiting = waiting + redis.call("ZCARD", prefix .. "q" .. tier.weight)
end
return {
  waiting, redis.call("ZCARD", due), redis.call("ZCARD", leases), redis.call("ZCARD", dead)
}
