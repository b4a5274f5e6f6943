-- Stores a new token when the person's limits allow it, all or nothing.
-- Returns {"ok", live, hour, day, bytes, streams}, the counts with this token in them, or {refusal,
-- wait}: the limit that is reached ("day", "bytes", "hour" or "live") and after how many ms the same
-- request may succeed; with "day" and "bytes" come how many are left and how many this token would take; or
-- {"left"}: the person has just left for good.
local token      = KEYS[1]            -- hash  record of the new token
local live       = KEYS[2]            -- zset  digests of live tokens by expiry
local hour       = KEYS[3]            -- zset  digests of tokens by time of issue, one hour back
local days       = KEYS[4]            -- hash  day -> downloads, day:bytes -> bytes
local slots      = KEYS[5]            -- zset  streams of the person by end of their lease
local kept       = KEYS[6]            -- zset  digests of all tokens with a record, by time of issue
local left       = KEYS[7]            -- string  there while the person has just left
local now        = tonumber(ARGV[1])  -- [ms]
local digest     = ARGV[2]            -- of the new token
local expiry     = tonumber(ARGV[3])  -- [ms]
local body       = ARGV[4]            -- [json] what the token is for
local tier       = ARGV[5]            -- name of the person's tier
local prefix     = ARGV[6]            -- digest of the address prefix, empty when not bound
local agent      = ARGV[7]            -- digest of the User-Agent, empty when not bound
local live_limit = tonumber(ARGV[8])  -- tokens at once, empty for none
local hour_limit = tonumber(ARGV[9])  -- tokens an hour, empty for none
local day_limit  = tonumber(ARGV[10]) -- downloads a day, empty for none
local today      = ARGV[11]           -- [yyyy-mm-dd]
local day_end    = tonumber(ARGV[12]) -- [ms]
local cost       = tonumber(ARGV[13]) -- downloads of the day that the token will take
local size       = tonumber(ARGV[14]) -- [bytes] of the day that it will take, 0 when not known
local byte_limit = tonumber(ARGV[15]) -- [bytes] a day, empty for none
local tier_end   = ARGV[16]           -- [ms] when the tier ends, empty for never
local longest    = tonumber(ARGV[17]) -- [ms] that a record may be there after it was made

local HOUR = 3600000
-- A record outlives its token a little, so that nodes whose clocks differ agree on why it ended.
local SPARE = 60000

if redis.call('EXISTS', left) == 1 then
  return {'left'}
end
redis.call('ZREMRANGEBYSCORE', live, '-inf', now)
redis.call('ZREMRANGEBYSCORE', hour, '-inf', now - HOUR)
local in_live = redis.call('ZCARD', live)
local in_hour = redis.call('ZCARD', hour)
local in_day = tonumber(redis.call('HGET', days, today) or '0')
local bytes = tonumber(redis.call('HGET', days, today .. ':bytes') or '0')

if day_limit and in_day + cost > day_limit then
  return {'day', day_end - now, math.max(day_limit - in_day, 0), cost}
end
if byte_limit and (bytes >= byte_limit or bytes + size > byte_limit) then
  return {'bytes', day_end - now, math.max(byte_limit - bytes, 0), size}
end
if hour_limit and in_hour >= hour_limit then
  local first = in_hour - hour_limit
  local leaver = redis.call('ZRANGE', hour, first, first, 'WITHSCORES')
  return {'hour', tonumber(leaver[2] or now) + HOUR - now}
end
if live_limit and in_live >= live_limit then
  local first = in_live - live_limit
  local leaver = redis.call('ZRANGE', live, first, first, 'WITHSCORES')
  return {'live', tonumber(leaver[2] or expiry) - now}
end

redis.call('HSET', token, 'state', 'live', 'body', body, 'expiry', expiry, 'first', now,
  'tier', tier, 'until', tier_end, 'prefix', prefix, 'agent', agent, 'day', '', 'cost', cost,
  'size', size, 'sent', 0, 'moved', 0, 'open', 0, 'line', '')
redis.call('PEXPIRE', token, expiry - now + SPARE)
redis.call('ZADD', live, expiry, digest)
redis.call('PEXPIRE', live, expiry - now)
redis.call('ZADD', hour, now, digest)
redis.call('PEXPIRE', hour, HOUR)
redis.call('ZREMRANGEBYSCORE', kept, '-inf', now - longest)
redis.call('ZADD', kept, now, digest)
redis.call('PEXPIRE', kept, longest)
return {'ok', in_live + 1, in_hour + 1, in_day, bytes, redis.call('ZCOUNT', slots, '(' .. now, '+inf')}
