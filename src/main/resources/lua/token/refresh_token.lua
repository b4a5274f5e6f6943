-- Puts a new token in the place of an old one. The download it may have begun goes with it, and so
-- do the streams that run: they go on, and end when the new token is revoked.
-- Returns {"ok", body, live, hour, day, bytes, streams}; {why not} as check_token does; or {"live", wait} when the old
-- one did not count any more and there is no room for another.
local old        = KEYS[1]            -- hash  record of the old token
local new        = KEYS[2]            -- hash  record of the new token
local live       = KEYS[3]            -- zset  digests of live tokens by expiry
local hour       = KEYS[4]            -- zset  digests of tokens by time of issue, one hour back
local days       = KEYS[5]            -- hash  day -> downloads, day:bytes -> bytes
local slots      = KEYS[6]            -- zset  streams of the person by end of their lease
local kept       = KEYS[7]            -- zset  digests of all tokens with a record, by time of issue
local now        = tonumber(ARGV[1])  -- [ms]
local prefix     = ARGV[2]            -- digest of the address prefix, for the old token
local agent      = ARGV[3]            -- digest of the User-Agent, for the old token
local grace      = tonumber(ARGV[4])  -- [ms] how much longer a download that has begun may go on
local digest     = ARGV[5]            -- of the old token
local new_digest = ARGV[6]            -- of the new token
local new_expiry = tonumber(ARGV[7])  -- [ms]
local new_prefix = ARGV[8]            -- digest of the address prefix, for the new token
local new_agent  = ARGV[9]            -- digest of the User-Agent, for the new token
local limit      = tonumber(ARGV[10]) -- [ms] after the first issue that refreshing ends
local today      = ARGV[11]           -- [yyyy-mm-dd]
local tiers      = ARGV[12]           -- [json] tier -> {tokens}, a limit left out is none
local longest    = tonumber(ARGV[13]) -- [ms] that a record may be there after it was made

local HOUR = 3600000
local LINE = 16 * 65
local SPARE = 60000

local state, its_prefix, its_agent, expiry, day, body, tier, tier_end, first, open, line, cost, size, sent =
  unpack(redis.call('HMGET', old, 'state', 'prefix', 'agent', 'expiry', 'day', 'body', 'tier', 'until',
  'first', 'open', 'line', 'cost', 'size', 'sent'))
if not state then
  return {'unknown'}
elseif state ~= 'live' then
  return {'revoked'}
elseif (its_prefix ~= '' and its_prefix ~= prefix) or (its_agent ~= '' and its_agent ~= agent) then
  return {'elsewhere'}
elseif now >= tonumber(expiry) + (day ~= '' and grace or 0) or now >= tonumber(first) + limit then
  return {'expired'}
end

redis.call('ZREMRANGEBYSCORE', live, '-inf', now)
local all = cjson.decode(tiers)
local ended = tonumber(tier_end) and now >= tonumber(tier_end)
local limits = not ended and all[tier] or all['free']
local in_live = redis.call('ZCARD', live)
if limits.tokens and in_live >= limits.tokens and not redis.call('ZSCORE', live, digest) then
  local leaver = redis.call('ZRANGE', live, 0, 0, 'WITHSCORES')
  return {'live', tonumber(leaver[2] or new_expiry) - now}
end

-- The newest tokens before this one whose streams may still run.
if tonumber(open) > 0 then
  line = string.sub(line .. digest .. ',', -LINE)
end
redis.call('HSET', old, 'state', 'replaced')
redis.call('HSET', new, 'state', 'live', 'body', body, 'expiry', new_expiry, 'first', first,
  'tier', tier, 'until', tier_end or '', 'prefix', its_prefix ~= '' and new_prefix or '',
  'agent', its_agent ~= '' and new_agent or '', 'day', day, 'cost', cost or 1, 'size', size or 0, 'sent', sent or 0,
  'moved', day ~= '' and 1 or 0, 'open', 0, 'line', line)
redis.call('PEXPIRE', new, new_expiry - now + SPARE + (day ~= '' and grace or 0))
redis.call('ZREM', live, digest)
redis.call('ZADD', live, new_expiry, new_digest)
redis.call('PEXPIRE', live, new_expiry - now)
redis.call('ZREMRANGEBYSCORE', kept, '-inf', now - longest)
redis.call('ZADD', kept, now, new_digest)
redis.call('PEXPIRE', kept, longest)
return {'ok', body, redis.call('ZCARD', live), redis.call('ZCOUNT', hour, now - HOUR + 1, '+inf'),
  tonumber(redis.call('HGET', days, today) or '0'),
  tonumber(redis.call('HGET', days, today .. ':bytes') or '0'),
  redis.call('ZCOUNT', slots, '(' .. now, '+inf')}
