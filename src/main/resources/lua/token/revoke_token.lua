-- Ends a token. Its record stays until it would have expired, so that the link is known as taken back.
-- Returns the digests of the tokens whose streams must stop: its own, and those of the tokens that it
-- replaced; nothing when the token is not known.
local token  = KEYS[1]           -- hash  record of the token
local live   = KEYS[2]           -- zset  digests of live tokens by expiry
local gone   = KEYS[3]           -- zset  digests of revoked tokens by when they are forgotten
local now    = tonumber(ARGV[1]) -- [ms]
local digest = ARGV[2]           -- of the token
local told   = tonumber(ARGV[3]) -- [ms] for how long keep_streams tells of it

local state, line = unpack(redis.call('HMGET', token, 'state', 'line'))
if not state then
  return {}
end
redis.call('HSET', token, 'state', 'revoked')
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
