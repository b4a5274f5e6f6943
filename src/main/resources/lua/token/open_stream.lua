-- Takes a stream slot for a token and, once for each token, its downloads of the day and their bytes.
-- Returns {"ok", body, expiry}; {why not} as check_token does; or {refusal, wait}: the limit that is
-- reached ("streams", "day" or "bytes") and after how many ms the same request may succeed; with "day"
-- and "bytes" come how many are left and how many this token takes.
local token   = KEYS[1]           -- hash  record of the token
local slots   = KEYS[2]           -- zset  streams of the person by end of their lease
local days    = KEYS[3]           -- hash  day -> downloads, day:bytes -> bytes
local now     = tonumber(ARGV[1]) -- [ms]
local prefix  = ARGV[2]           -- digest of the address prefix
local agent   = ARGV[3]           -- digest of the User-Agent
local grace   = tonumber(ARGV[4]) -- [ms] how much longer a download that has begun may go on
local stream  = ARGV[5]           -- id of the new stream
local lease   = tonumber(ARGV[6]) -- [ms] for how long the slot is held
local today   = ARGV[7]           -- [yyyy-mm-dd]
local day_end = tonumber(ARGV[8]) -- [ms]
local tiers   = ARGV[9]           -- [json] tier -> {streams, day, bytes}, a limit left out is none

local TWO_DAYS = 172800000
local SPARE = 60000

local state, its_prefix, its_agent, expiry, day, body, tier, tier_end, cost, size, sent =
  unpack(redis.call('HMGET', token, 'state', 'prefix', 'agent', 'expiry', 'day', 'body', 'tier', 'until',
  'cost', 'size', 'sent'))
if not state then
  return {'unknown'}
elseif state ~= 'live' then
  return {'revoked'}
elseif (its_prefix ~= '' and its_prefix ~= prefix) or (its_agent ~= '' and its_agent ~= agent) then
  return {'elsewhere'}
elseif now >= tonumber(expiry) + (day ~= '' and grace or 0) then
  return {'expired'}
end

if tonumber(tier_end) and now >= tonumber(tier_end) then
  tier = 'free'
end
local all = cjson.decode(tiers)
local limits = all[tier] or all['free']
-- Tokens of before there were archives have no cost, older ones than quotas of bytes no size.
cost = tonumber(cost or '1')
size = tonumber(size or '0')
sent = tonumber(sent or '0')
redis.call('ZREMRANGEBYSCORE', slots, '-inf', now)
if limits.streams and redis.call('ZCARD', slots) >= limits.streams then
  local leaver = redis.call('ZRANGE', slots, 0, 0, 'WITHSCORES')
  return {'streams', tonumber(leaver[2] or now + lease) - now}
end
local bytes = tonumber(redis.call('HGET', days, today .. ':bytes') or '0')
-- What is left of a download that has begun is paid for.
local more = day == '' and size or 0
if limits.bytes and (day == '' or sent >= size)
    and (bytes >= limits.bytes or bytes + more > limits.bytes) then
  return {'bytes', day_end - now, math.max(limits.bytes - bytes, 0), more}
end
if day == '' then
  local taken = tonumber(redis.call('HGET', days, today) or '0')
  if limits.day and taken + cost > limits.day then
    return {'day', day_end - now, math.max(limits.day - taken, 0), cost}
  end
  redis.call('HINCRBY', days, today, cost)
  if size > 0 then
    redis.call('HINCRBY', days, today .. ':bytes', string.format('%.0f', size))
  end
  redis.call('PEXPIRE', days, TWO_DAYS)
  redis.call('HSET', token, 'day', today)
  redis.call('PEXPIRE', token, expiry - now + grace + SPARE)
end
redis.call('HINCRBY', token, 'open', 1)
redis.call('HSET', token, 's:' .. stream, 0)
redis.call('ZADD', slots, now + lease, stream)
redis.call('PEXPIRE', slots, lease)
return {'ok', body, tonumber(expiry)}
