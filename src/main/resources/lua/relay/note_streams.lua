-- Notes how far one person's running downloads are, for as long as a node keeps their slots, and
-- forgets those that nobody spoke of for that long.
-- Returns how many run; -1 for a person who has just left, of whom nothing is noted.
local live  = KEYS[1]           -- hash  id of a stream -> until when it is kept, a space, [json]
local left  = KEYS[2]           -- string  there while the person has just left
local now   = tonumber(ARGV[1]) -- [ms]
local lease = tonumber(ARGV[2]) -- [ms]
local news  = 3                 -- ARGV  from here on: id of each stream, and its [json]

if redis.call('EXISTS', left) == 1 then
  return -1
end
for i = news, #ARGV, 2 do
  redis.call('HSET', live, ARGV[i], string.format('%.0f', now + lease) .. ' ' .. ARGV[i + 1])
end
local all = redis.call('HGETALL', live)
for i = 1, #all, 2 do
  if tonumber(string.match(all[i + 1], '^%d+')) <= now then
    redis.call('HDEL', live, all[i])
  end
end
redis.call('PEXPIRE', live, lease)
return redis.call('HLEN', live)
