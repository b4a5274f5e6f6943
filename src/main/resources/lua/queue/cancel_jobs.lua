-- Takes people off jobs; the last one to leave ends the job, and an operator does at once.
-- returns a number for each: 0 no such job; 1 others still wait; 2 cancelled; 3 it had ended before

local meta      = KEYS[1] -- hash: see package-info
local leases    = KEYS[2] -- zset: <id>:<token> by the end of the lease
local due       = KEYS[3] -- zset: jobs that wait for a time, by ms
local news      = KEYS[4] -- stream: what has changed
local cancelled = KEYS[5] -- zset: ids by their end
local limits    = KEYS[6] -- hash: lane or kind of lane -> "<running> <starts> <ms>"
local held      = KEYS[7] -- zset: lanes that jobs wait for, by when to look again
local prefix    = KEYS[8] -- start of all keys of the queue
-- KEYS[9..]              string: the jobs

local now   = tonumber(ARGV[1]) -- [ms]
local kept  = tonumber(ARGV[2]) -- [int] cancelled jobs that are kept
local width = tonumber(ARGV[3]) -- [int] entries of the stream
local stop  = ARGV[4] -- [channel] told of jobs that must not go on
-- ARGV[5..]           for each job: id, person or "" for an operator

local facts = redis.call("HMGET", meta, "tiers", "ears")
local tiersText, listening = facts[1], tonumber(facts[2] or "0") > now
local room, unpark, counted, leave_counted, save_lanes
local tell, send_news

--@ include queue/tiers
--@ include queue/people
--@ include queue/lanes
--@ include queue/ends
--@ include queue/news

-- Whether nobody waits for the job any more.
local function left_by(id, owner, person)
  if person == "" then
    return true
  end
  local people = prefix .. "w:" .. id
  if redis.call("EXISTS", people) == 0 then
    return person == owner
  end
  redis.call("SREM", people, person)
  return redis.call("EXISTS", people) == 0
end

local left = 0
local function uncounted(person)
  local key = prefix .. "u:" .. person
  local who = people[key] or know(key, redis.call("GET", key))
  who.count = who.count - 1
end

local function unqueue(id, state, attempt, person, weight, group)
  left = left + 1
  if state == "d" then
    redis.call("ZREM", due, id)
    if attempt == "00" then
      uncounted(person)
    end
    return
  end
  local ours, shared = "p:" .. person, "g:" .. group
  if redis.call("ZREM", prefix .. "q" .. weight, id) == 1 then
    redis.call("ZADD", held, "XX", now, ours, now, shared)
  else
    redis.call("ZREM", prefix .. "k" .. weight .. ":" .. ours, id)
    redis.call("ZREM", prefix .. "k" .. weight .. ":" .. shared, id)
  end
  uncounted(person)
end

local function cancel(id, record)
  local state, attempt, stalls, counted, token, person, weight, group, print = string.match(
    record, "^(%S)(%S%S)(%S%S)(%S)(%d+) %S+ (%S+) (%d+) (%S+) (%S+)")
  if state == "a" then
    redis.call("ZREM", leases, id .. ":" .. token)
    leave_counted(counted, person, group)
    redis.call("PUBLISH", stop, id)
  else
    unqueue(id, state, attempt, person, weight, group)
  end
  local head = string.format("x%s%s-%s,%d", attempt, stalls, token, now)
  redis.call("SET", prefix .. "j:" .. id, head .. string.match(record, " [^\n]*\n[^\n]*"))
  redis.call("ZADD", cancelled, now, id)
  if redis.call("GET", prefix .. "s:" .. print) == id then
    redis.call("DEL", prefix .. "s:" .. print)
  end
  redis.call("DEL", prefix .. "p:" .. id, prefix .. "w:" .. id)
  tell("x", id)
end

local reply, gone = {}, {}
for i, record in ipairs(redis.call("MGET", unpack(KEYS, 9))) do
  local id, person = ARGV[2 * i + 3], ARGV[2 * i + 4]
  local state = record and string.sub(record, 1, 1)
  if not record then
    reply[i] = 0
  elseif gone[id] or state ~= "w" and state ~= "d" and state ~= "a" then
    reply[i] = 3
  elseif not left_by(id, string.match(record, "^%S+ %S+ (%S+)"), person) then
    reply[i] = 1
  else
    cancel(id, record)
    gone[id] = true
    reply[i] = 2
  end
end
if left > 0 then
  local stored = {"MSET"}
  save_people(stored)
  if #stored > 1 then
    redis.call(unpack(stored))
  end
  redis.call("HINCRBY", meta, "n", -left)
end
trim(cancelled, kept)
save_lanes()
send_news()
return table.concat(reply)
