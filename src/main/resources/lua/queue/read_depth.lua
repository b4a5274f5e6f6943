-- Counts jobs.
-- returns {waiting, delayed, active, dead}

local meta   = KEYS[1] -- hash: see package-info
local leases = KEYS[2] -- zset: <id>:<token> by the end of the lease
local due    = KEYS[3] -- zset: jobs that wait for a time, by ms
local dead   = KEYS[4] -- zset: ids by their end

local delayed = redis.call("ZCARD", due)
local waiting = tonumber(redis.call("HGET", meta, "n") or "0") - delayed
return {waiting, delayed, redis.call("ZCARD", leases), redis.call("ZCARD", dead)}
