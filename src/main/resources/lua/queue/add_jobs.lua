-- Adds jobs, each unless one of its id or fingerprint is there already.
-- returns {codes, id, id, ...}: a letter for each job, and an id for each letter that is not "c":
--   c created; j joined one that waits or runs; a answered by one that has ended;
--   p the person has too many waiting; q too many wait in all (with the refused one's id)

local meta   = KEYS[1] -- hash: see package-info
local due    = KEYS[2] -- zset: jobs that wait for a time, by ms
local news   = KEYS[3] -- stream: what has changed
local prefix = KEYS[4] -- start of all keys of the queue
-- KEYS[5..]           string: the new jobs

local now   = tonumber(ARGV[1]) -- [ms]
local most  = tonumber(ARGV[2]) -- [int] jobs that may wait in all
local wake  = ARGV[3] -- [channel] told when nodes are idle; "" when the caller has a worker for the jobs
local width = tonumber(ARGV[4]) -- [int] entries of the stream
-- ARGV[5..]           for each job: person, plan, fingerprint or "", record
--   plan: weight, how many of the person may wait, and unless they are 0: level, [ms] when it may
--         start, [ms] since when an ended job answers

--@ include queue/tiers
--@ include queue/people

local FIRST, EACH = 4, 4
local jobs = #KEYS - FIRST

local facts = redis.call("HMGET", meta, "seq", "tiers", "idle", "ears", "n", "due")
local seq, waiting = tonumber(facts[1] or "0"), tonumber(facts[5] or "0")
read_tiers(facts[2])

-- Most jobs of a call have the same one.
local plans = {}
local function plan_of(text)
  local plan = plans[text]
  if not plan then
    local weight, limit, level, start, since =
      string.match(text, "^(%d+) (%d+) ?(%d*) ?(%d*) ?(%d*)$")
    plan = {
      weight = weight,
      limit = tonumber(limit),
      level = tonumber(level) or 0,
      start = tonumber(start) or 0,
      since = tonumber(since) or 0,
    }
    plans[text] = plan
  end
  return plan
end

-- All that is to be known, in one question: jobs of the same ids, since a call may be repeated;
-- people; who answers for the fingerprints.
local asked, at, persons, printed = {unpack(KEYS, FIRST + 1)}, {}, {}, false
for j = 1, jobs do
  local arg = FIRST + EACH * (j - 1)
  local key = prefix .. "u:" .. ARGV[arg + 1]
  persons[j] = key
  if not at[key] then
    asked[#asked + 1] = key
    at[key] = #asked
  end
  local print = ARGV[arg + 3]
  if print ~= "" then
    asked[#asked + 1] = prefix .. "s:" .. print
    at[j] = #asked
    printed = true
  end
end
local found = redis.call("MGET", unpack(asked))

-- The jobs that answer for fingerprints.
local held = {}
for j = 1, printed and jobs or 0 do
  local id = at[j] and not found[j] and found[at[j]]
  local record = id and redis.call("GET", prefix .. "j:" .. id)
  if record then
    held[j] = {id = id, record = record}
  end
end

local function person_of(j)
  local key = persons[j]
  return people[key] or know(key, found[at[key]])
end

local function join(other, j, person, weight)
  local owner, of = string.match(other.record, "^%S+ %S+ (%S+) (%d+)")
  redis.call("SADD", prefix .. "w:" .. other.id, owner, person)
  if string.sub(other.record, 1, 1) ~= "w" then
    return
  end
  -- It stands where the newcomer's own job would, if that is nearer.
  local round = next_round(person_of(j), tier_of(weight).round, weight)
  local score = round * ROUND + seq % ROUND
  if tonumber(weight) <= tonumber(of) then
    redis.call("ZADD", prefix .. "q" .. of, "XX", "LT", score, other.id)
  elseif redis.call("ZREM", prefix .. "q" .. of, other.id) == 1 then
    redis.call("ZADD", prefix .. "q" .. weight, score, other.id)
    local moved = string.gsub(other.record, "^(%S+ %S+ %S+ )%d+", "%1" .. weight, 1)
    redis.call("SET", prefix .. "j:" .. other.id, moved)
  end
end

local reply, codes = {""}, {}
local function answer(code, id)
  codes[#codes + 1] = code
  reply[#reply + 1] = id
end

local ended = {c = true, f = true, z = true, x = true}
local stored, queues, later, added = {"MSET"}, {}, {"ZADD", due}, {}
local ids, prints, soonest = {}, {}, tonumber(facts[6] or "inf")
local format, sub, skip = string.format, string.sub, #prefix + 3

for j = 1, jobs do
  local arg = FIRST + EACH * (j - 1)
  local id, plan, print = sub(KEYS[FIRST + j], skip), plan_of(ARGV[arg + 2]), ARGV[arg + 3]
  local weight, other = plan.weight, held[j]
  local known = found[j] or other and other.record
  local state = known and sub(known, 1, 1)
  if found[j] then
    answer(ended[state] and "a" or "j", id)
  elseif ids[id] then
    answer("j", id)
  elseif other and not ended[state] then
    join(other, j, ARGV[arg + 1], weight)
    answer("j", other.id)
  elseif other
      and tonumber(string.match(other.record, "^[^ ,]*,(%d+)") or "0") >= plan.since then
    answer("a", other.id)
  elseif print ~= "" and prints[print] then
    local first = prints[print]
    redis.call("SADD", prefix .. "w:" .. first.id, first.person, ARGV[arg + 1])
    answer("j", first.id)
  elseif person_of(j).count >= plan.limit then
    answer("p", id)
  elseif waiting >= most then
    answer("q", id)
  else
    local who, tier = people[persons[j]], tier_of(weight)
    who.count = who.count + 1
    waiting = waiting + 1
    ids[id] = true
    added[#added + 1] = id
    codes[#codes + 1] = "c"
    local last = #stored
    stored[last + 1], stored[last + 2] = KEYS[FIRST + j], ARGV[arg + 4]
    if print ~= "" then
      prints[print] = {id = id, person = ARGV[arg + 1]}
      stored[last + 3], stored[last + 4] = prefix .. "s:" .. print, id
    end
    if plan.start > now then
      later[#later + 1] = plan.start
      later[#later + 1] = id
      soonest = math.min(soonest, plan.start)
    else
      local level = plan.level
      local name = level > 0 and weight .. "." .. level or weight
      local round = next_round(who, tier.round, name)
      local score = round * ROUND + seq % ROUND - level * ROUND / 10
      seq = seq + 1
      had_round(who, name, round)
      if level > 0 then
        -- A job that goes first is paid for with a later turn of the ordinary ones.
        had_round(who, weight, next_round(who, tier.round, weight))
      end
      local queue = queues[weight]
      if not queue then
        queue = {"ZADD", prefix .. "q" .. weight}
        queues[weight] = queue
      end
      last = #queue
      queue[last + 1], queue[last + 2] = level > 0 and score or format("%d", score), id
    end
  end
end

if tiersChanged and #added == 0 then
  -- A job that was joined may have moved.
  redis.call("HSET", meta, "tiers", tiers_text())
end
if #added > 0 then
  save_people(stored)
  redis.call(unpack(stored))
  for _, queue in pairs(queues) do
    redis.call(unpack(queue))
  end
  local changed = {"HSET", meta, "seq", seq, "n", waiting}
  if tiersChanged then
    changed[7], changed[8] = "tiers", tiers_text()
  end
  if #later > 2 then
    redis.call(unpack(later))
    changed[#changed + 1] = "due"
    changed[#changed + 1] = soonest
  end
  redis.call(unpack(changed))
  if facts[3] and wake ~= "" and next(queues) then
    redis.call("HDEL", meta, "idle")
    redis.call("PUBLISH", wake, added[1])
  end
  if tonumber(facts[4] or "0") > now then
    redis.call("XADD", news, "MAXLEN", "~", width, "*", "w", table.concat(added, " "))
  end
end
reply[1] = table.concat(codes)
return reply
