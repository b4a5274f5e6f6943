-- Takes something that only one account can have (a name, the right to be the first admin) for a
-- while; keep_name makes it last. The same account may claim twice.
-- Returns {"ok"} or {"taken", id, ttl}: who has it and for how many ms more, -1 for ever.
local claim = KEYS[1]           -- string  id of the account
local id    = ARGV[1]           -- of the account
local hold  = tonumber(ARGV[2]) -- [ms] after which an unfinished claim lapses

local holder = redis.call('GET', claim)
if holder and holder ~= id then
  return {'taken', holder, redis.call('PTTL', claim)}
end
if not holder then
  redis.call('SET', claim, id, 'PX', hold)
end
return {'ok'}
