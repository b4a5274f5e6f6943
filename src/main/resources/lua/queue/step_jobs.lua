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
--   lanes: - or those in which it was counted: p, g or b

--@ include queue/tiers
--@ include queue/lanes
--@ include queue/ends

local FIRST, EACH = 7, 6
local facts = redis.call("HMGET", meta, "token", "tiers", "idle", "ears", "lim", "paused")
read_tiers(facts[2])

local function facts_of(record)
  return string.match(record, "^%S+ %S+ (%S+) (%d+) (%S+) %S+ (%d+)")
end

-- Changes how many jobs of people wait.
local function count(changes)
  local keys = {}
  for key in pairs(changes) do
    keys[#keys + 1] = key
  end
  if #keys == 0 then
    return
  end
  local set, gone = {"MSET"}, {"DEL"}
  for i, value in ipairs(redis.call("MGET", unpack(keys))) do
    local left = tonumber(value or "0") + changes[keys[i]]
    if left > 0 then
      set[#set + 1] = keys[i]
      set[#set + 1] = left
    else
      gone[#gone + 1] = keys[i]
    end
  end
  if #set > 1 then
    redis.call(unpack(set))
  end
  if #gone > 1 then
    redis.call(unpack(gone))
  end
end

local function add_to(lists, key, score, id)
  local list = lists[key] or {"ZADD", key}
  lists[key] = list
  list[#list + 1] = score
  list[#list + 1] = id
end

local ends = {}
local function end_attempts()
  local members = {}
  for i = FIRST + 1, #ARGV, EACH do
    members[#members + 1] = ARGV[i]
  end
  local scores = redis.call("ZMSCORE", leases, unpack(members))
  local freed, stored, gone = {"ZREM", leases}, {"MSET"}, {"DEL"}
  local sets, counts, flights, answers = {}, {}, {}, {}
  local seen, back = {}, false
  for i, member in ipairs(members) do
    local at = FIRST + EACH * (i - 1)
    ends[i] = scores[i] and not seen[member] and 1 or 0
    if ends[i] == 1 then
      seen[member] = true
      freed[#freed + 1] = member
      local id, kind, number = string.match(member, "^[^:]+"), ARGV[at + 2], ARGV[at + 3]
      local record = ARGV[at + 6]
      gone[#gone + 1] = prefix .. "p:" .. id
      if kind == "c" and kept == 0 then
        gone[#gone + 1] = KEYS[10 + i]
        gone[#gone + 1] = prefix .. "o:" .. id
      else
        stored[#stored + 1] = KEYS[10 + i]
        stored[#stored + 1] = record
      end
      if kind == "d" then
        add_to(sets, due, number, id)
      elseif kind == "w" then
        local key = prefix .. "u:" .. facts_of(record)
        counts[key] = (counts[key] or 0) + 1
        add_to(sets, prefix .. "q" .. number, front(number), id)
        back = true
      else
        gone[#gone + 1] = prefix .. "w:" .. id
        if kind ~= "c" or kept > 0 then
          add_to(sets, kind == "c" and completed or kind == "f" and failed or dead, now, id)
        end
        if ARGV[at + 5] ~= "" then
          flights[#flights + 1] = prefix .. "s:" .. ARGV[at + 5]
          answers[#answers + 1] = {id = id, fresh = tonumber(number)}
        end
      end
      if ARGV[at + 4] ~= "-" then
        local person, _, group = facts_of(record)
        leave_counted(ARGV[at + 4], person, group)
      end
      tell(kind, id)
    end
  end
  if #freed == 2 then
    return
  end
  redis.call(unpack(freed))
  if #flights > 0 then
    for i, holder in ipairs(redis.call("MGET", unpack(flights))) do
      if holder == answers[i].id and answers[i].fresh > 0 then
        redis.call("PEXPIRE", flights[i], answers[i].fresh)
      elseif holder == answers[i].id then
        gone[#gone + 1] = flights[i]
      end
    end
  end
  redis.call(unpack(gone))
  if #stored > 1 then
    redis.call(unpack(stored))
  end
  for key, list in pairs(sets) do
    redis.call(unpack(list))
    if key == completed or key == failed then
      trim(key, kept)
    elseif key == dead then
      trim(key, buried)
    end
  end
  count(counts)
  if back and facts[3] then
    redis.call("HDEL", meta, "idle")
    facts[3] = false
    redis.call("PUBLISH", wake, "back")
  end
end

-- A job that was added for later takes its turn now; one that was tried before is next.
local function promote()
  local ids = redis.call("ZRANGEBYSCORE", due, "-inf", now, "LIMIT", 0, 100)
  local keys, stored, sets, counts = {}, {"MSET"}, {}, {}
  for i, id in ipairs(ids) do
    keys[i] = prefix .. "j:" .. id
  end
  redis.call("ZREM", due, unpack(ids))
  for i, record in ipairs(redis.call("MGET", unpack(keys))) do
    if record then
      local person, weight = facts_of(record)
      local score = front(weight)
      if string.sub(record, 2, 3) == "00" then
        local key = prefix .. "t" .. weight .. ":" .. person
        local round =
          math.max(tier_of(weight).round, tonumber(redis.call("GET", key) or "0")) + 1
        redis.call("SET", key, round, "PX", 3600000)
        score = round * ROUND + i
      else
        local key = prefix .. "u:" .. person
        counts[key] = (counts[key] or 0) + 1
      end
      stored[#stored + 1] = keys[i]
      stored[#stored + 1] = "w" .. string.sub(record, 2)
      add_to(sets, prefix .. "q" .. weight, score, ids[i])
      tell("w", ids[i])
    end
  end
  if #stored > 1 then
    redis.call(unpack(stored))
  end
  for _, list in pairs(sets) do
    redis.call(unpack(list))
  end
  count(counts)
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

local reply = {"", "-1", "0"}
local function claim()
  local limited = facts[5]
  local first = redis.call("ZRANGE", due, 0, 0, "WITHSCORES")
  if first[2] and tonumber(first[2]) <= now then
    promote()
    first = redis.call("ZRANGE", due, 0, 0, "WITHSCORES")
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
    local stored, counts, leased = {"MSET"}, {}, {"ZADD", leases}
    for i, record in ipairs(redis.call("MGET", unpack(keys))) do
      local tier = owners[i]
      if record then
        local person, _, group = facts_of(record)
        local letter = "-"
        if limited then
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
          record = string.format("a%02d%s%s%d", attempt, string.sub(record, 4, 5), letter, token)
            .. rest
          stored[#stored + 1] = keys[i]
          stored[#stored + 1] = record
          leased[#leased + 1] = lapse
          leased[#leased + 1] = ids[i] .. ":" .. token
          local key = prefix .. "u:" .. person
          counts[key] = (counts[key] or 0) - 1
          reply[#reply + 1] = ids[i]
          reply[#reply + 1] = record
          tell("a", ids[i])
        end
      end
    end
    if taken > 0 then
      redis.call(unpack(stored))
      redis.call(unpack(leased))
      count(counts)
    end
    redis.call("HSET", meta, "token", token, "tiers", tiers_text())
  end
  local again = limited and redis.call("ZRANGE", held, 0, 0, "WITHSCORES")[2]
  local soonest = math.min(tonumber(first[2] or "inf"), tonumber(again or "inf"))
  if soonest < math.huge then
    reply[2] = string.format("%d", soonest)
  end
  if taken < #ids then
    reply[3] = "1"
  elseif taken < most and not facts[3] then
    redis.call("HSET", meta, "idle", 1)
  end
end

if #ARGV > FIRST then
  end_attempts()
end
if most > 0 and not facts[6] then
  claim()
elseif tiersChanged then
  redis.call("HSET", meta, "tiers", tiers_text())
end
save_lanes()
send_news(facts[4], now)
reply[1] = table.concat(ends)
return reply
