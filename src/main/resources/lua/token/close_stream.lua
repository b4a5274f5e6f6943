-- Gives a stream's slot back, and the day's downloads when no stream of the token sent a byte.
-- Returns 1 when the downloads were given back, else 0.
local token  = KEYS[1]           -- hash  record of the token
local slots  = KEYS[2]           -- zset  streams of the person by end of their lease
local days   = KEYS[3]           -- hash  day -> downloads
local stream = ARGV[1]           -- id of the stream
local sent   = tonumber(ARGV[2]) -- [bytes] that left

local held = redis.call('ZREM', slots, stream)
local state, day, moved, cost = unpack(redis.call('HMGET', token, 'state', 'day', 'moved', 'cost'))
if not state then
  return 0
end
if sent > 0 then
  redis.call('HSET', token, 'moved', 1)
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
return 1
