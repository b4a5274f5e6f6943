-- Uses up a one-time code: the time step of a second factor, or a recovery code.
-- Returns 1, or 0 when it was used before.
local user     = KEYS[1]           -- hash  the account
local recovery = KEYS[2]           -- set   digests of recovery codes
local step     = tonumber(ARGV[1]) -- time step, or 0 for a recovery code
local digest   = ARGV[2]           -- of a recovery code, or empty

if step == 0 then
  return redis.call('SREM', recovery, digest)
end
if step <= tonumber(redis.call('HGET', user, 'totpStep') or '0') then
  return 0
end
redis.call('HSET', user, 'totpStep', step)
return 1
