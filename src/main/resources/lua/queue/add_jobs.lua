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
local width = ARGV[4] -- [int] entries of the stream
-- ARGV[5..]           for each job: person, plan, fingerprint or "", record
--   plan: weight, how many of the person may wait, and unless they are 0: level, [ms] when it may
--         start, [ms] since when an ended job answers

local FIRST, EACH = 4, 4
local jobs = #KEYS - FIRST

local facts = redis.call("HMGET", meta, "seq", "tiers", "idle", "ears", "n", "due")
local seq, waiting = tonumber(facts[1] or "0"), tonumber(facts[5] or "0")
local tiersText = facts[2]
--@ include queue/tiers
--@ include queue/people

-- All that is to be known, in one question: jobs of the same ids, since a call may be repeated;
-- people; who answers for the fingerprints.
local asked, at, prints = {unpack(KEYS, FIRST + 1)}, {}, nil
for j = 1, jobs do
  local arg = FIRST + EACH * (j - 1)
  local person, print = ARGV[arg + 1], ARGV[arg + 3]
  if not at[person] then
    at[person] = #asked + 1
    asked[#asked + 1] = prefix .. "u:" .. person
  end
  if print ~= "" then
    prints = prints or {}
    asked[#asked + 1] = prefix .. "s:" .. print
    at[j] = #asked
  end
end
local found = redis.call("MGET", unpack(asked))

local reply, codes, stored, queues, ids = {""}, {}, {"MSET"}, {}, {}
local later, created, soonest = nil, 0, tonumber(facts[6] or "inf")
local format, sub, match, skip = string.format, string.sub, string.match, #prefix + 3
local text, weight, limit, level, start, since

for j = 1, jobs do
  local arg = FIRST + EACH * (j - 1)
  local id, person, print = sub(KEYS[FIRST + j], skip), ARGV[arg + 1], ARGV[arg + 3]
  if ARGV[arg + 2] ~= text then
    -- Most jobs of a call have the same plan.
    text = ARGV[arg + 2]
    weight, limit, level, start, since = match(text, "^(%d+) (%d+) ?(%d*) ?(%d*) ?(%d*)$")
    limit, level = tonumber(limit), tonumber(level) or 0
    start, since = tonumber(start) or 0, tonumber(since) or 0
  end
  local key = asked[at[person]]
  local who = people[key] or know(key, found[at[person]])
  -- The job that answers for the fingerprint, and the one of this call.
  local holder = print ~= "" and not found[j] and found[at[j]]
  local other = holder and redis.call("GET", prefix .. "j:" .. holder)
  local first = print ~= "" and prints[print]
  local known = found[j] or other
  local ended = known and string.find("cfzx", sub(known, 1, 1), 1, true)
  local code = "c"
  if found[j] then
    code = ended and "a" or "j"
  elseif ids[id] then
    code = "j"
  elseif other and not ended then
    code = "j"
    local owner, of = match(other, "^%S+ %S+ (%S+) (%d+)")
    redis.call("SADD", prefix .. "w:" .. holder, owner, person)
    if sub(other, 1, 1) == "w" then
      -- It stands where the newcomer's own job would, if that is nearer.
      local score = next_round(who, tier_of(weight).round, weight) * ROUND + seq % ROUND
      if tonumber(weight) <= tonumber(of) then
        redis.call("ZADD", prefix .. "q" .. of, "XX", "LT", score, holder)
      elseif redis.call("ZREM", prefix .. "q" .. of, holder) == 1 then
        redis.call("ZADD", prefix .. "q" .. weight, score, holder)
        local moved = string.gsub(other, "^(%S+ %S+ %S+ )%d+", "%1" .. weight, 1)
        redis.call("SET", prefix .. "j:" .. holder, moved)
      end
    end
    id = holder
  elseif other and tonumber(match(other, "^[^ ,]*,(%d+)") or "0") >= since then
    code, id = "a", holder
  elseif first then
    redis.call("SADD", prefix .. "w:" .. first.id, first.person, person)
    code, id = "j", first.id
  elseif who.count >= limit then
    code = "p"
  elseif waiting >= most then
    code = "q"
  end
  codes[j] = code
  if code ~= "c" then
    reply[#reply + 1] = id
  else
    local last, tier = #stored, tier_of(weight)
    who.count = who.count + 1
    waiting = waiting + 1
    created = created + 1
    ids[id] = true
    stored[last + 1], stored[last + 2] = KEYS[FIRST + j], ARGV[arg + 4]
    if print ~= "" then
      prints[print] = {id = id, person = person}
      stored[last + 3], stored[last + 4] = prefix .. "s:" .. print, id
    end
    if start > now then
      later = later or {"ZADD", due}
      later[#later + 1] = start
      later[#later + 1] = id
      soonest = math.min(soonest, start)
    else
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

if tiersChanged and created == 0 then
  -- A job that was joined may have moved.
  redis.call("HSET", meta, "tiers", tiers_text())
end
if created > 0 then
  save_people(stored)
  redis.call(unpack(stored))
  for _, queue in pairs(queues) do
    redis.call(unpack(queue))
  end
  local changed = {"HSET", meta, "seq", format("%d", seq), "n", format("%d", waiting)}
  if tiersChanged then
    changed[7], changed[8] = "tiers", tiers_text()
  end
  if later then
    redis.call(unpack(later))
    changed[#changed + 1] = "due"
    changed[#changed + 1] = soonest
  end
  redis.call(unpack(changed))
  if facts[3] and wake ~= "" and next(queues) then
    redis.call("HDEL", meta, "idle")
    local first = string.find(table.concat(codes), "c", 1, true)
    redis.call("PUBLISH", wake, sub(KEYS[FIRST + first], skip))
  end
  if tonumber(facts[4] or "0") > now then
    local added = {}
    for j = 1, jobs do
      added[#added + 1] = codes[j] == "c" and sub(KEYS[FIRST + j], skip) or nil
    end
    redis.call("XADD", news, "MAXLEN", "~", width, "*", "w", table.concat(added, " "))
  end
end
reply[1] = table.concat(codes)
return reply
