-- Keeps what a job is doing, for as long as it is leased to the caller.
-- returns 1; 0 when the lease is lost

local leases   = KEYS[1] -- zset: <id>:<token> by the end of the lease
local progress = KEYS[2] -- string: what it is doing

local id    = ARGV[1] -- [string] of the job
local token = ARGV[2] -- [int] of the lease
local text  = ARGV[3] -- [string] what it is doing
local keep  = ARGV[4] -- [ms] how long that stays
local news  = ARGV[5] -- [channel] told of every job whose state changes

if not redis.call("ZSCORE", leases, id .. ":" .. token) then
  return 0
end
redis.call("SET", progress, text, "PX", keep)
redis.call("PUBLISH", news, id)
return 1
