-- Ends attempts of jobs that are leased to the caller, then leases it the next jobs.
-- Jobs whose time has come and those whose lane is free again wait again first. When there are
-- fewer jobs than asked for, the queue is marked idle in the same step: no wake-up is lost.
-- returns {ends, due, again, id, record, id, record, ...}: ends has a 1 for each attempt that was
-- ended, a 0 for each whose lease is lost, of which nothing is written; due is when the next job
-- can be had [ms] or -1; again is 1 when there may be more jobs at once

local meta      = KEYS[1]  -- hash: see package-info
local leases    = KEYS[2]  -- zset: <id>:<token> by the end of the lease
local due       = KEYS[3]  -- zset: jobs that wait for a time, by ms
local news      = KEYS[4]  -- stream: what has changed
local completed = KEYS[5]  -- zset: ids by their end
local failed    = KEYS[6]  -- zset: ids by their end
local dead      = KEYS[7]  -- zset: ids by their end
local limits    = KEYS[8]  -- hash: lane or kind of lane -> "<running> <starts> <ms>"
local held      = KEYS[9]  -- zset: lanes that jobs wait for, by when to look again
local prefix    = KEYS[10] -- start of all keys of the queue
-- KEYS[11..]              string: the jobs that end

local now   = tonumber(ARGV[1]) -- [ms]
local lapse = ARGV[2] -- [ms] when new leases end
local most  = tonumber(ARGV[3]) -- [int] how many jobs to lease
local kept  = tonumber(ARGV[4]) -- [int] completed jobs that are kept, and failed ones
local buried = tonumber(ARGV[5]) -- [int] dead jobs that are kept
local width = tonumber(ARGV[6]) -- [int] entries of the stream
local wake  = ARGV[7] -- [channel] told when nodes are idle
-- ARGV[8..]           for each end: <id>:<token>, kind, number, lanes, fingerprint or "", record
--   kind, number: c completed, [ms] for which it answers; f failed or z dead, the same;
--                 d delayed, [ms] until when; w given back, its weight
--   lanes: - or those in which it was counted: p, g or b; then n if it has noted anything

--@ include queue/tiers
--@ include queue/people
--@ include queue/lanes
--@ include queue/ends

local FIRST, EACH = 7, 6
local facts = redis.call("HMGET", meta, "token", "tiers", "idle", "ears", "lim", "paused", "n", "due")
read_tiers(facts[2])
listen(facts[4], now)
local waiting, soonest = tonumber(facts[7] or "0"), tonumber(facts[8] or "inf")
local stored = {"MSET"}

local function facts_of(record)
  return string.match(record, "^%S+ %S+ (%S+) (%d+) (%S+) %S+ (%d+)")
end

-- One job more of a person waits, or one less.
local changes = {}
local function count(person, by)
  local key = prefix .. "u:" .. person
  if not changes[key] then
    changes[key] = 0
    strangers[#strangers + 1] = key
  end
  changes[key] = changes[key] + by
  waiting = waiting + by
end

local function add_to(lists, key, score, id)
  local list = lists[key] or {"ZADD", key}
  lists[key] = list
  list[#list + 1] = score
  list[#list + 1] = id
end

--@ include queue/end_attempts

-- A job that was added for later takes its turn now; one that was tried before is next.
local function promote()
  local ids = redis.call("ZRANGEBYSCORE", due, "-inf", now, "LIMIT", 0, 100)
  local keys, sets = {}, {}
  for i, id in ipairs(ids) do
    keys[i] = prefix .. "j:" .. id
  end
  if #ids > 0 then
    redis.call("ZREM", due, unpack(ids))
    for i, record in ipairs(redis.call("MGET", unpack(keys))) do
      if record then
        local person, weight = facts_of(record)
        local score = front(weight)
        if string.sub(record, 2, 3) == "00" then
          local key = prefix .. "u:" .. person
          local who = people[key] or know(key, redis.call("GET", key))
          local round = next_round(who, tier_of(weight).round, weight)
          had_round(who, weight, round)
          score = round * ROUND + i
        else
          count(person, 1)
          waiting = waiting - 1
        end
        redis.call("SET", keys[i], "w" .. string.sub(record, 2))
        add_to(sets, prefix .. "q" .. weight, score, ids[i])
        tell("w", ids[i])
      else
        waiting = waiting - 1
      end
    end
    for _, list in pairs(sets) do
      redis.call(unpack(list))
    end
  end
  soonest = tonumber(redis.call("ZRANGE", due, 0, 0, "WITHSCORES")[2] or "inf")
end

local function free_lanes()
  for _, lane in ipairs(redis.call("ZRANGEBYSCORE", held, "-inf", now, "LIMIT", 0, 16)) do
    local free, again = room(lane)
    if free > 0 then
      unpark(lane, math.min(free, 100), now + 50)
    else
      redis.call("ZADD", held, again, lane)
    end
  end
end

-- How many of each tier come next: always the one whose pass is lowest.
local function shares()
  local left, pass, share = {}, {}, {}
  if #tiers == 1 then
    return {most}
  end
  for i, tier in ipairs(tiers) do
    left[i] = redis.call("ZCARD", prefix .. "q" .. tier.weight)
    pass[i] = math.max(tier.pass, tiers.turn)
    share[i] = 0
  end
  for _ = 1, most do
    local best
    for i in ipairs(tiers) do
      if left[i] > 0 and (not best or pass[i] < pass[best]) then
        best = i
      end
    end
    if not best then
      break
    end
    left[best] = left[best] - 1
    share[best] = share[best] + 1
    pass[best] = pass[best] + 1 / tonumber(tiers[best].weight)
  end
  return share
end

-- Which lanes count the job, or nil after it was put aside for one that is full.
local function counted(person, group, weight, score, id)
  local lanes_of, letter = {}, "-"
  if bound("p:" .. person) then
    lanes_of[1], letter = "p:" .. person, "p"
  end
  if group ~= "-" and (bound("g:" .. group) or lane_state("g:" .. group).slow > now) then
    lanes_of[#lanes_of + 1] = "g:" .. group
    letter = letter == "p" and "b" or "g"
  end
  for _, lane in ipairs(lanes_of) do
    local free, again = room(lane)
    if free <= 0 then
      park(lane, weight, score, id, again)
      return nil
    end
  end
  for _, lane in ipairs(lanes_of) do
    enter(lane)
  end
  return letter
end

local reply, changed = {"", "-1", "0"}, {"HSET", meta}
local function change(field, value)
  changed[#changed + 1] = field
  changed[#changed + 1] = value
end

local function claim()
  local limited = facts[5]
  if soonest <= now then
    promote()
  end
  if limited then
    free_lanes()
  end
  local ids, scores, owners, keys = {}, {}, {}, {}
  for i, want in ipairs(shares()) do
    local tier = tiers[i]
    local popped = want > 0 and redis.call("ZPOPMIN", prefix .. "q" .. tier.weight, want) or {}
    for p = 1, #popped, 2 do
      ids[#ids + 1], scores[#scores + 1] = popped[p], popped[p + 1]
      owners[#owners + 1], keys[#keys + 1] = tier, prefix .. "j:" .. popped[p]
    end
  end
  local token, taken, turn = tonumber(facts[1] or "0"), 0, tiers.turn
  if #ids > 0 then
    local leased = {"ZADD", leases}
    for i, record in ipairs(redis.call("MGET", unpack(keys))) do
      local tier = owners[i]
      if not record then
        waiting = waiting - 1
      else
        local person = string.match(record, "^%S+ %S+ (%S+)")
        local letter = "-"
        if limited then
          local _, _, group = facts_of(record)
          letter = counted(person, group, tier.weight, scores[i], ids[i])
        end
        tier.round = math.max(tier.round, math.floor(tonumber(scores[i]) / ROUND))
        if letter then
          token = token + 1
          taken = taken + 1
          local start = math.max(tier.pass, turn)
          tiers.turn = math.max(tiers.turn, start)
          tier.pass = start + 1 / tonumber(tier.weight)
          local attempt = tonumber(string.sub(record, 2, 3)) + 1
          local rest = string.sub(record, string.find(record, " ", 7, true), -1)
          record = (attempt < 10 and "a0" or "a") .. attempt .. string.sub(record, 4, 5) .. letter
            .. token .. rest
          stored[#stored + 1] = keys[i]
          stored[#stored + 1] = record
          leased[#leased + 1] = lapse
          leased[#leased + 1] = ids[i] .. ":" .. token
          count(person, -1)
          reply[#reply + 1] = ids[i]
          reply[#reply + 1] = record
          tell("a", ids[i])
        end
      end
    end
    if taken > 0 then
      redis.call(unpack(leased))
    end
    change("token", token)
    tiersChanged = true
  end
  local again = limited and redis.call("ZRANGE", held, 0, 0, "WITHSCORES")[2]
  local when = math.min(soonest, tonumber(again or "inf"))
  if when < math.huge then
    reply[2] = string.format("%d", when)
  end
  if taken < #ids then
    reply[3] = "1"
  elseif taken < most and not facts[3] then
    change("idle", 1)
  end
end

if #ARGV > FIRST then
  end_attempts()
end
if most > 0 and not facts[6] then
  claim()
end
know_all()
for key, by in pairs(changes) do
  people[key].count = people[key].count + by
end
save_people(stored)
if #stored > 1 then
  redis.call(unpack(stored))
end
for _, key in ipairs(trims) do
  if key == completed or key == failed then
    trim(key, kept)
  elseif key == dead then
    trim(key, buried)
  end
end
if tiersChanged then
  change("tiers", tiers_text())
end
if waiting ~= tonumber(facts[7] or "0") then
  change("n", waiting)
end
if soonest == math.huge and facts[8] then
  redis.call("HDEL", meta, "due")
elseif soonest ~= tonumber(facts[8] or "inf") then
  change("due", soonest)
end
if #changed > 2 then
  redis.call(unpack(changed))
end
save_lanes()
send_news()
reply[1] = table.concat(ends)
return reply
