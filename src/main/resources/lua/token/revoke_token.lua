-- Ends a token, and gives back the bytes of the day that it has not sent. Its record stays until it would have expired, so that the link is known as taken back.
-- Returns the digests of the tokens whose streams must stop: its own, and those of the tokens that it
-- replaced; nothing when the token is not known.
local token  = KEYS[1]           -- hash  record of the token
local live   = KEYS[2]           -- zset  digests of live tokens by expiry
local gone   = KEYS[3]           -- zset  digests of revoked tokens by when they are forgotten
local days   = KEYS[4]           -- hash  day -> downloads, day:bytes -> bytes
local now    = tonumber(ARGV[1]) -- [ms]
local digest = ARGV[2]           -- of the token
local told   = tonumber(ARGV[3]) -- [ms] for how long keep_streams tells of it

local state, line, day, size, sent, open = unpack(redis.call(
  'HMGET', token, 'state', 'line', 'day', 'size', 'sent', 'open'))
if not state then
  return {}
end
redis.call('HSET', token, 'state', 'revoked')
-- Streams that still run, or ran before this token was refreshed, have not been counted to their end.
local rest = tonumber(size or '0') - tonumber(sent or '0')
if state == 'live' and day ~= '' and rest > 0 and open == '0' and line == '' then
  local bytes = tonumber(redis.call('HGET', days, day .. ':bytes') or '0')
  redis.call('HINCRBY', days, day .. ':bytes', string.format('%.0f', -math.min(rest, bytes)))
  redis.call('HSET', token, 'size', sent)
end
redis.call('ZREM', live, digest)
redis.call('ZREMRANGEBYSCORE', gone, '-inf', now)
local all = {digest}
for before in string.gmatch(line, '[^,]+') do
  all[#all + 1] = before
end
for _, each in ipairs(all) do
  redis.call('ZADD', gone, now + told, each)
end
redis.call('PEXPIRE', gone, told)
return all
