-- Stores an invitation; those that have ended make room.
-- Returns 1, or 0 when there are too many.
local invites = KEYS[1]           -- hash  invite id -> [json]
local now     = tonumber(ARGV[1]) -- [ms]
local id      = ARGV[2]           -- of the invitation
local body    = ARGV[3]           -- [json] tier, by, ends, digest, taken (0)
local most    = tonumber(ARGV[4]) -- invitations

local all = redis.call('HGETALL', invites)
for i = 1, #all, 2 do
  if now >= cjson.decode(all[i + 1]).ends then
    redis.call('HDEL', invites, all[i])
  end
end
if redis.call('HLEN', invites) >= most then
  return 0
end
redis.call('HSET', invites, id, body)
return 1
