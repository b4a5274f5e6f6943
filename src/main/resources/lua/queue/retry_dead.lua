-- Lets dead jobs wait again with all their attempts, at their people's next turns.
-- returns how many there were

local meta   = KEYS[1] -- hash: see package-info
local dead   = KEYS[2] -- zset: ids by their end
local news   = KEYS[3] -- stream: what has changed
local prefix = KEYS[4] -- start of all keys of the queue
-- KEYS[5..]           string: the jobs

local now   = tonumber(ARGV[1]) -- [ms]
local width = tonumber(ARGV[2]) -- [int] entries of the stream
local wake  = ARGV[3] -- [channel] told when nodes are idle
-- ARGV[4..]           ids of the jobs

local facts = redis.call("HMGET", meta, "tiers", "idle", "ears", "seq")
local tiersText, listening = facts[1], tonumber(facts[3] or "0") > now
local tell, send_news

--@ include queue/tiers
--@ include queue/people
--@ include queue/news

local seq, count = tonumber(facts[4] or "0"), 0
for i, record in ipairs(redis.call("MGET", unpack(KEYS, 5))) do
  local id = ARGV[i + 3]
  if record and redis.call("ZREM", dead, id) == 1 then
    local token, rest = string.match(record, "^......(%d+)[^ ]*( [^\n]*\n[^\n]*)")
    local person, weight, print = string.match(rest, "^ %S+ (%S+) (%d+) %S+ (%S+)")
    local key = prefix .. "u:" .. person
    local who = people[key] or know(key, redis.call("GET", key))
    local round = next_round(who, tier_of(weight).round, weight)
    had_round(who, weight, round)
    who.count = who.count + 1
    seq, count = seq + 1, count + 1
    redis.call("SET", prefix .. "j:" .. id, "w0000-" .. token .. rest)
    redis.call("ZADD", prefix .. "q" .. weight, round * ROUND + seq % ROUND, id)
    local flight = prefix .. "s:" .. print
    if print ~= "-" and not redis.call("SET", flight, id, "NX") then
      if redis.call("GET", flight) == id then
        redis.call("PERSIST", flight)
      end
    end
    tell("w", id)
  end
end
if count > 0 then
  local stored = {"MSET"}
  save_people(stored)
  redis.call(unpack(stored))
  redis.call("HINCRBY", meta, "n", count)
  redis.call("HSET", meta, "seq", seq, "tiers", tiers_text())
  if facts[2] then
    redis.call("HDEL", meta, "idle")
    redis.call("PUBLISH", wake, "retried")
  end
  send_news()
end
return count
