-- Takes an invitation for a while; it is removed when the account is there.
-- Returns {"ok", tier}, or {"no"}: it is not known, has ended, or somebody else is using it.
local invites = KEYS[1]           -- hash  invite id -> [json]
local now     = tonumber(ARGV[1]) -- [ms]
local id      = ARGV[2]           -- of the invitation
local digest  = ARGV[3]           -- of its secret
local hold    = tonumber(ARGV[4]) -- [ms] after which an unfinished claim lapses

local text = redis.call('HGET', invites, id)
if not text then
  return {'no'}
end
local invite = cjson.decode(text)
if invite.digest ~= digest or now >= invite.ends or now < invite.taken + hold then
  return {'no'}
end
invite.taken = now
redis.call('HSET', invites, id, cjson.encode(invite))
return {'ok', invite.tier}
