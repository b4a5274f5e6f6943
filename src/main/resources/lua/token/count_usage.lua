-- Counts how much of a person's limits is taken; changes nothing.
-- Returns {live, hour, day, bytes, streams, ease}, the last in ms: when the oldest token of the hour
-- does not count any more, 0 when there is none.
local live  = KEYS[1]           -- zset  digests of live tokens by expiry
local hour  = KEYS[2]           -- zset  digests of tokens by time of issue, one hour back
local days  = KEYS[3]           -- hash  day -> downloads, day:bytes -> bytes
local slots = KEYS[4]           -- zset  streams of the person by end of their lease
local now   = tonumber(ARGV[1]) -- [ms]
local today = ARGV[2]           -- [yyyy-mm-dd]

local oldest = redis.call('ZRANGE', hour, '(' .. now - 3600000, '+inf', 'BYSCORE', 'LIMIT', 0, 1, 'WITHSCORES')
return {
  redis.call('ZCOUNT', live, '(' .. now, '+inf'),
  redis.call('ZCOUNT', hour, '(' .. now - 3600000, '+inf'),
  tonumber(redis.call('HGET', days, today) or '0'),
  tonumber(redis.call('HGET', days, today .. ':bytes') or '0'),
  redis.call('ZCOUNT', slots, '(' .. now, '+inf'),
  oldest[2] and tonumber(oldest[2]) + 3600000 or 0,
}
