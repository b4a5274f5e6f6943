-- Holds the slots of one person's running streams for another lease; a slot that had lapsed is taken
-- again, since its stream does run. Takes the bytes that each sent beyond the size of its token, which
-- was taken at the start, so that a node that dies takes few with it.
-- Of somebody who has left nothing is kept.
-- Returns the digests of tokens that were revoked a short while ago, for those who missed the news.
local slots   = KEYS[1]           -- zset  streams of the person by end of their lease
local gone    = KEYS[2]           -- zset  digests of revoked tokens by when they are forgotten
local days    = KEYS[3]           -- hash  day -> downloads, day:bytes -> bytes
local left    = KEYS[4]           -- string  there while the person has just left
local first   = 5                 -- KEYS  from here on: hash  record of the token of each stream
local now     = tonumber(ARGV[1]) -- [ms]
local lease   = tonumber(ARGV[2]) -- [ms]
local today   = ARGV[3]           -- [yyyy-mm-dd]
local streams = 4                 -- ARGV  from here on: id of each stream, and its bytes so far

local TWO_DAYS = 172800000

for i = 0, #KEYS - first do
  local token = KEYS[first + i]
  local stream = ARGV[streams + 2 * i]
  local sent = tonumber(ARGV[streams + 2 * i + 1])
  local size, all, before = unpack(redis.call('HMGET', token, 'size', 'sent', 's:' .. stream))
  if redis.call('EXISTS', left) == 0 then
    redis.call('ZADD', slots, now + lease, stream)
  end
  if before and sent > tonumber(before) then
    all = tonumber(all or '0')
    local fresh = sent - tonumber(before)
    local beyond = math.max(all + fresh - math.max(all, tonumber(size or '0')), 0)
    redis.call('HSET', token, 'sent', string.format('%.0f', all + fresh),
      's:' .. stream, string.format('%.0f', sent))
    if beyond > 0 then
      redis.call('HINCRBY', days, today .. ':bytes', string.format('%.0f', beyond))
      redis.call('PEXPIRE', days, TWO_DAYS)
    end
  end
end
redis.call('PEXPIRE', slots, lease)
return redis.call('ZRANGEBYSCORE', gone, '(' .. now, '+inf')
