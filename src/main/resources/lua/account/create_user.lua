-- Stores a new account that lapses unless a session is opened for it (open_session).
-- Returns 1, or 0 when the id is in use.
local user  = KEYS[1]           -- hash  the account
local now   = ARGV[1]           -- [ms]
local hold  = tonumber(ARGV[2]) -- [ms] after which an unfinished account lapses
local name  = ARGV[3]           -- as people read it
local email = ARGV[4]           -- or empty
local hash  = ARGV[5]           -- of the password, or empty
local role  = ARGV[6]           -- user or admin
local tier  = ARGV[7]           -- name of a tier

if redis.call('EXISTS', user) == 1 then
  return 0
end
redis.call('HSET', user, 'name', name, 'email', email, 'hash', hash, 'role', role, 'tier', tier,
  'until', '', 'blocked', 0, 'created', now, 'seen', now)
redis.call('PEXPIRE', user, hold)
return 1
