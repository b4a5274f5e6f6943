-- Gives a stream's slot back, and the day's downloads and bytes when no stream of the token sent a byte.
-- Returns 1 when the downloads were given back, else 0.
local token  = KEYS[1]           -- hash  record of the token
local slots  = KEYS[2]           -- zset  streams of the person by end of their lease
local days   = KEYS[3]           -- hash  day -> downloads, day:bytes -> bytes
local stream = ARGV[1]           -- id of the stream
local sent   = tonumber(ARGV[2]) -- [bytes] that left
local today  = ARGV[3]           -- [yyyy-mm-dd]

local TWO_DAYS = 172800000

local held = redis.call('ZREM', slots, stream)
local state, day, moved, cost, size, all, before = unpack(redis.call(
  'HMGET', token, 'state', 'day', 'moved', 'cost', 'size', 'sent', 's:' .. stream))
if not state then
  return 0
end
if sent > 0 then
  redis.call('HSET', token, 'moved', 1)
end
-- What goes beyond the size that was taken at the start is taken now, as keep_streams does.
size = tonumber(size or '0')
if before then
  all = tonumber(all)
  local fresh = math.max(sent - tonumber(before), 0)
  local beyond = math.max(all + fresh - math.max(all, size), 0)
  redis.call('HINCRBY', token, 'sent', string.format('%.0f', fresh))
  redis.call('HDEL', token, 's:' .. stream)
  if beyond > 0 then
    redis.call('HINCRBY', days, today .. ':bytes', string.format('%.0f', beyond))
    redis.call('PEXPIRE', days, TWO_DAYS)
  end
end
-- A slot that is not held any more was closed before, or its node was taken for dead.
if held == 0 then
  return 0
end
local open = redis.call('HINCRBY', token, 'open', -1)
if sent > 0 or moved == '1' or open > 0 or day == '' or state == 'replaced' then
  return 0
end
redis.call('HSET', token, 'day', '')
local taken = tonumber(redis.call('HGET', days, day) or '0')
if taken > 0 then
  redis.call('HINCRBY', days, day, -math.min(taken, tonumber(cost or '1')))
end
local bytes = tonumber(redis.call('HGET', days, day .. ':bytes') or '0')
if bytes > 0 then
  redis.call('HINCRBY', days, day .. ':bytes', string.format('%.0f', -math.min(bytes, size)))
end
return 1
