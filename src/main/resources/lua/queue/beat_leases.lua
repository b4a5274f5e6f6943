-- Renews a worker's leases.
-- returns a letter for each: h held; l lost; x its job was cancelled

local leases = KEYS[1] -- zset: <id>:<token> by the end of the lease
-- KEYS[2..]           string: the jobs

local lapse = ARGV[1] -- [ms] when the leases end from now on
-- ARGV[2..]           <id>:<token> for each job

local reply, renewed = {}, {"ZADD", leases, "XX"}
for i, score in ipairs(redis.call("ZMSCORE", leases, unpack(ARGV, 2))) do
  if score then
    renewed[#renewed + 1] = lapse
    renewed[#renewed + 1] = ARGV[i + 1]
    reply[i] = "h"
  else
    reply[i] = redis.call("GETRANGE", KEYS[i + 1], 0, 0) == "x" and "x" or "l"
  end
end
if #renewed > 3 then
  redis.call(unpack(renewed))
end
return table.concat(reply)
