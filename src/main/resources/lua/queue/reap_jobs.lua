-- Takes jobs from workers that no longer renew their leases: to the front of the queue, or given
-- up after too many times. Drops jobs that have ended long ago.
-- returns {how many leases had lapsed, how many jobs were dropped for their age}

local meta      = KEYS[1]  -- hash: see package-info
local leases    = KEYS[2]  -- zset: <id>:<token> by the end of the lease
local news      = KEYS[3]  -- stream: what has changed
local completed = KEYS[4]  -- zset: ids by their end
local failed    = KEYS[5]  -- zset: ids by their end
local cancelled = KEYS[6]  -- zset: ids by their end
local dead      = KEYS[7]  -- zset: ids by their end
local limits    = KEYS[8]  -- hash: lane or kind of lane -> "<running> <starts> <ms>"
local held      = KEYS[9]  -- zset: lanes that jobs wait for, by when to look again
local prefix    = KEYS[10] -- start of all keys of the queue

local now    = tonumber(ARGV[1]) -- [ms]
local most   = tonumber(ARGV[2]) -- [int] how often a job may stall
local keep   = tonumber(ARGV[3]) -- [ms] how long an ended job stays
local bury   = tonumber(ARGV[4]) -- [ms] how long a dead job stays
local buried = tonumber(ARGV[5]) -- [int] dead jobs that are kept
local brief  = ARGV[6] -- [ms] how long the failure answers for the fingerprint
local width  = tonumber(ARGV[7]) -- [int] entries of the stream
local wake   = ARGV[8] -- [channel] told when nodes are idle
local cause  = ARGV[9] -- [bytes] what is kept of the failure

local facts = redis.call("HMGET", meta, "tiers", "idle", "ears", "lim", "slow")
local tiersText, listening = facts[1], tonumber(facts[3] or "0") > now
local room, unpark, counted, leave_counted, save_lanes
local tell, send_news

--@ include queue/tiers
--@ include queue/people
--@ include queue/lanes
--@ include queue/ends
--@ include queue/news

local function give_up(id, record, print)
  redis.call("SET", prefix .. "j:" .. id, record .. "\n" .. cause)
  redis.call("DEL", prefix .. "w:" .. id)
  if redis.call("GET", prefix .. "s:" .. print) == id then
    redis.call("PEXPIRE", prefix .. "s:" .. print, brief)
  end
  redis.call("ZADD", dead, now, id)
  tell("z", id)
end

local lapsed = redis.call("ZRANGEBYSCORE", leases, "-inf", "(" .. now, "LIMIT", 0, 100)
local ids, keys, doing, returned = {}, {}, {"DEL"}, 0
for i, member in ipairs(lapsed) do
  ids[i] = string.match(member, "^[^:]+")
  keys[i] = prefix .. "j:" .. ids[i]
  doing[i + 1] = prefix .. "p:" .. ids[i]
end
if #lapsed > 0 then
  redis.call("ZREM", leases, unpack(lapsed))
  redis.call(unpack(doing))
  for i, record in ipairs(redis.call("MGET", unpack(keys))) do
    if record and string.sub(record, 1, 1) == "a" then
      local stalls = tonumber(string.sub(record, 4, 5)) + 1
      local token, person, weight, group, print =
        string.match(record, "^%S%S%S%S%S%S(%d+) %S+ (%S+) (%d+) (%S+) (%S+)")
      local rest = string.match(record, " [^\n]*\n[^\n]*")
      local head = string.sub(record, 2, 3) .. string.format("%02d-%s", stalls, token)
      leave_counted(string.sub(record, 6, 6), person, group)
      if stalls > most then
        give_up(ids[i], string.format("z%s,%d", head, now) .. rest, print)
      else
        redis.call("SET", keys[i], "w" .. head .. rest)
        redis.call("ZADD", prefix .. "q" .. weight, tier_of(weight).round * ROUND, ids[i])
        local who = prefix .. "u:" .. person
        who = people[who] or know(who, redis.call("GET", who))
        who.count = who.count + 1
        returned = returned + 1
        tell("w", ids[i])
      end
    end
  end
end
trim(dead, buried)
local dropped = 0
for _, kept in ipairs({completed, failed, cancelled, dead}) do
  local oldest = now - (kept == dead and bury or keep)
  local old = redis.call("ZRANGEBYSCORE", kept, "-inf", oldest, "LIMIT", 0, 500)
  if #old > 0 then
    redis.call("ZREM", kept, unpack(old))
    drop(old)
    dropped = dropped + #old
  end
end
-- Without limits, claims need not look for any.
if facts[4] and tonumber(facts[5] or "0") < now
    and redis.call("EXISTS", limits, held) == 0 then
  redis.call("HDEL", meta, "lim", "slow")
end
save_lanes()
if returned > 0 then
  local stored = {"MSET"}
  save_people(stored)
  redis.call(unpack(stored))
  redis.call("HINCRBY", meta, "n", returned)
end
if tiersChanged then
  redis.call("HSET", meta, "tiers", tiers_text())
end
if returned > 0 and facts[2] then
  redis.call("HDEL", meta, "idle")
  redis.call("PUBLISH", wake, "stalled")
end
send_news()
return {#lapsed, dropped}
