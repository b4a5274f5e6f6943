-- Adds a stream that has ended to one person's history: streams of one link make one entry, with the
-- bytes of all, the first start, and the last outcome unless one was complete. What is too old, or one
-- too many, goes.
-- Returns how many entries there are; -1 for a person who has just left, of whom nothing is kept.
local entries = KEYS[1]           -- hash  id -> [json]
local times   = KEYS[2]           -- zset  id by when its last stream ended
local left    = KEYS[3]           -- string  there while the person has just left
local id      = ARGV[1]           -- of the entry
local news    = ARGV[2]           -- [json] what this stream alone gives
local now     = tonumber(ARGV[3]) -- [ms]
local keep    = tonumber(ARGV[4]) -- [ms]
local most    = tonumber(ARGV[5]) -- entries that are kept

if redis.call('EXISTS', left) == 1 then
  return -1
end
local entry = cjson.decode(news)
local before = redis.call('HGET', entries, id)
if before then
  before = cjson.decode(before)
  entry.sent = entry.sent + before.sent
  entry.startedAt = math.min(entry.startedAt, before.startedAt)
  if before.outcome == 'complete' then
    entry.outcome = before.outcome
  end
end
redis.call('HSET', entries, id, cjson.encode(entry))
redis.call('ZADD', times, now, id)
local gone = redis.call('ZRANGEBYSCORE', times, '-inf', now - keep)
for _, each in ipairs(redis.call('ZRANGE', times, 0, -1 - most)) do
  gone[#gone + 1] = each
end
for _, each in ipairs(gone) do
  redis.call('HDEL', entries, each)
  redis.call('ZREM', times, each)
end
redis.call('PEXPIRE', entries, keep)
redis.call('PEXPIRE', times, keep)
return redis.call('ZCARD', times)
