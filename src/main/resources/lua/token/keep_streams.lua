-- Holds the slots of one person's running streams for another lease; a slot that had lapsed is taken
-- again, since its stream does run.
-- Returns the digests of tokens that were revoked a short while ago, for those who missed the news.
local slots   = KEYS[1]           -- zset  streams of the person by end of their lease
local gone    = KEYS[2]           -- zset  digests of revoked tokens by when they are forgotten
local now     = tonumber(ARGV[1]) -- [ms]
local lease   = tonumber(ARGV[2]) -- [ms]
local streams = ARGV[3]           -- ids, separated by commas

for stream in string.gmatch(streams, '[^,]+') do
  redis.call('ZADD', slots, now + lease, stream)
end
redis.call('PEXPIRE', slots, lease)
return redis.call('ZRANGEBYSCORE', gone, '(' .. now, '+inf')
