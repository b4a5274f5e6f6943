-- Renews a worker's leases.
-- returns one number for each: 1 held; 0 lost; -1 its job was cancelled

local leases = KEYS[1] -- zset: <id>:<token> by the end of the lease
local prefix = KEYS[2] -- start of all keys of the queue

local lapse = ARGV[1] -- [ms] when the leases end from now on
-- ARGV[2..]           [string] <id>:<token>

local reply = {}
for i = 2, #ARGV do
  local member = ARGV[i]
  if redis.call("ZSCORE", leases, member) then
    redis.call("ZADD", leases, "XX", lapse, member)
    reply[#reply + 1] = 1
  else
    local id = string.match(member, "^[^:]+")
    local state = redis.call("GETRANGE", prefix .. "j:" .. id, 0, 0)
    reply[#reply + 1] = state == "x" and -1 or 0
  end
end
return reply
