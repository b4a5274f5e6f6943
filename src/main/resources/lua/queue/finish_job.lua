-- Keeps the result of a job that is still leased to the caller.
-- returns 1; 0 when the lease is lost, and then nothing is written

local leases   = KEYS[1] -- zset: <id>:<token> by the end of the lease
local record   = KEYS[2] -- string: the job
local flight   = KEYS[3] -- string: id of the job that answers for the fingerprint
local people   = KEYS[4] -- set: who waits for the job
local progress = KEYS[5] -- string: what it was doing

local id     = ARGV[1] -- [string] of the job
local token  = ARGV[2] -- [int] of the lease
local now    = ARGV[3] -- [ms] 13 digits
local keep   = ARGV[4] -- [ms] how long the record stays
local fresh  = tonumber(ARGV[5]) -- [ms] how long it answers for its fingerprint
local news   = ARGV[6] -- [channel] told of every job whose state changes
local result = ARGV[7] -- [bytes]

if redis.call("ZREM", leases, id .. ":" .. token) == 0 then
  return 0
end
local found = redis.call("GET", record)
if not found then
  return 0
end
local facts = string.match(found, "^[^\n]*\n[^\n]*", 31)
local ended = "c" .. string.sub(found, 2, 17) .. now .. facts .. "\n" .. result
redis.call("SET", record, ended, "PX", keep)
if redis.call("GET", flight) == id then
  if fresh > 0 then
    redis.call("PEXPIRE", flight, fresh)
  else
    redis.call("DEL", flight)
  end
end
redis.call("DEL", people, progress)
redis.call("PUBLISH", news, id)
return 1
