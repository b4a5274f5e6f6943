-- Adds jobs, each unless one of its id or fingerprint is there already.
-- returns {codes, id, id, ...}: a letter for each job, and an id for each letter that is not "c":
--   c created; j joined one that waits or runs; a answered by one that has ended;
--   p the person has too many waiting; q too many wait in all (with the refused one's id)

local meta   = KEYS[1] -- hash: seq, tiers, idle, ears, parked
local due    = KEYS[2] -- zset: jobs that wait for a time, by ms
local news   = KEYS[3] -- stream: what has changed
local prefix = KEYS[4] -- start of all keys of the queue
-- KEYS[5..]           string: the new jobs

local now   = tonumber(ARGV[1]) -- [ms]
local most  = tonumber(ARGV[2]) -- [int] jobs that may wait in all
local wake  = ARGV[3] -- [channel] told when nodes are idle
local width = tonumber(ARGV[4]) -- [int] entries of the stream
-- ARGV[5..]           for each job: id, person, how many of the person may wait, weight,
--                     fingerprint or "", "" or "<level> <due> <since>", record

--@ include queue/tiers

local FIRST, EACH = 4, 7
local jobs = #KEYS - FIRST

local facts = redis.call("HMGET", meta, "seq", "tiers", "idle", "ears", "parked")
local seq = tonumber(facts[1] or "0")
read_tiers(facts[2])

-- Jobs that are there already: by id, since a call may be repeated; by fingerprint.
local ended = {c = true, f = true, z = true, x = true}
local there = {}
if redis.call("EXISTS", unpack(KEYS, FIRST + 1)) > 0 then
  local same = redis.call("MGET", unpack(KEYS, FIRST + 1))
  for j = 1, jobs do
    if same[j] then
      there[j] = {id = ARGV[FIRST + EACH * (j - 1) + 1], record = same[j], own = true}
    end
  end
end
local flights, asking = {}, {}
for j = 1, jobs do
  local print = ARGV[FIRST + EACH * (j - 1) + 5]
  if print ~= "" and not there[j] then
    flights[#flights + 1] = prefix .. "s:" .. print
    asking[#asking + 1] = j
  end
end
if #flights > 0 then
  local records, who = {}, {}
  for i, id in ipairs(redis.call("MGET", unpack(flights))) do
    if id then
      records[#records + 1] = prefix .. "j:" .. id
      who[#who + 1] = {j = asking[i], id = id}
    end
  end
  if #records > 0 then
    for i, record in ipairs(redis.call("MGET", unpack(records))) do
      if record then
        there[who[i].j] = {id = who[i].id, record = record}
      end
    end
  end
end

-- What is known of people: how many jobs wait, and their last rounds.
local names, known = {}, {}
local function name(key)
  if known[key] == nil then
    known[key] = 0
    names[#names + 1] = key
  end
  return key
end
local wanted = {}
for j = 1, jobs do
  local at = FIRST + EACH * (j - 1)
  local person, weight, extra = ARGV[at + 2], ARGV[at + 4], ARGV[at + 6]
  local want = {count = name(prefix .. "u:" .. person)}
  want.turn = name(prefix .. "t" .. weight .. ":" .. person)
  want.own, want.level, want.due, want.since = want.turn, 0, 0, 0
  if extra ~= "" then
    local level, time, since = string.match(extra, "^(%d+) (%d+) (%d+)$")
    want.level, want.due, want.since = tonumber(level), tonumber(time), tonumber(since)
    if want.level > 0 then
      want.own = name(prefix .. "t" .. weight .. "." .. level .. ":" .. person)
    end
  end
  wanted[j] = want
end
for i, value in ipairs(redis.call("MGET", unpack(names))) do
  known[names[i]] = tonumber(value or "0")
end

local room = most - redis.call("ZCARD", due) - tonumber(facts[5] or "0")
for _, tier in ipairs(tiers) do
  room = room - redis.call("ZCARD", prefix .. "q" .. tier.weight)
end

local function place(want, tier)
  local round = math.max(tier.round, known[want.own]) + 1
  return round, round * ROUND + seq % ROUND - want.level * ROUND / 10
end

local function join(held, person, weight, score)
  local owner, of = string.match(held.record, "^%S+ %S+ (%S+) (%d+)")
  redis.call("SADD", prefix .. "w:" .. held.id, owner, person)
  if string.sub(held.record, 1, 1) ~= "w" then
    return
  end
  -- It stands where the newcomer's own job would, if that is nearer.
  if tonumber(weight) <= tonumber(of) then
    redis.call("ZADD", prefix .. "q" .. of, "XX", "LT", score, held.id)
  elseif redis.call("ZREM", prefix .. "q" .. of, held.id) == 1 then
    redis.call("ZADD", prefix .. "q" .. weight, score, held.id)
    local moved = string.gsub(held.record, "^(%S+ %S+ %S+ )%d+", "%1" .. weight, 1)
    redis.call("SET", prefix .. "j:" .. held.id, moved)
  end
end

local reply, codes = {""}, {}
local function answer(code, id)
  codes[#codes + 1] = code
  if code ~= "c" then
    reply[#reply + 1] = id
  end
end

local stored, waiting, later, turns, added = {"MSET"}, {}, {"ZADD", due}, {}, {}
local here, ready = {}, false
for j = 1, jobs do
  local at, want = FIRST + EACH * (j - 1), wanted[j]
  local id, person, weight, print = ARGV[at + 1], ARGV[at + 2], ARGV[at + 4], ARGV[at + 5]
  local held, tier = there[j], tier_of(weight)
  local state = held and string.sub(held.record, 1, 1)
  if held and not ended[state] then
    if not held.own then
      local _, score = place(want, tier)
      join(held, person, weight, score)
    end
    answer("j", held.id)
  elseif held and (held.own
      or tonumber(string.match(held.record, "^[^ ,]*,(%d+)") or "0") >= want.since) then
    answer("a", held.id)
  elseif print ~= "" and here[print] then
    redis.call("SADD", prefix .. "w:" .. here[print].id, here[print].person, person)
    answer("j", here[print].id)
  elseif here[KEYS[FIRST + j]] then
    answer("j", id)
  elseif known[want.count] >= tonumber(ARGV[at + 3]) then
    answer("p", id)
  elseif room < 1 then
    answer("q", id)
  else
    room = room - 1
    known[want.count] = known[want.count] + 1
    here[KEYS[FIRST + j]] = true
    stored[#stored + 1] = KEYS[FIRST + j]
    stored[#stored + 1] = ARGV[at + 7]
    if print ~= "" then
      here[print] = {id = id, person = person}
      stored[#stored + 1] = prefix .. "s:" .. print
      stored[#stored + 1] = id
    end
    here[want.count] = true
    if want.due > now then
      later[#later + 1] = want.due
      later[#later + 1] = id
    else
      local round, score = place(want, tier)
      seq = seq + 1
      known[want.own], turns[want.own] = round, true
      if want.level > 0 then
        -- A job that goes first is paid for with a later turn of the ordinary ones.
        known[want.turn] = math.max(tier.round, known[want.turn]) + 1
        turns[want.turn] = true
      end
      local queue = waiting[weight] or {"ZADD", prefix .. "q" .. weight}
      waiting[weight] = queue
      queue[#queue + 1] = score
      queue[#queue + 1] = id
      ready = true
    end
    added[#added + 1] = id
    answer("c", id)
  end
end

if #added > 0 then
  for key, value in pairs(known) do
    if here[key] then
      stored[#stored + 1] = key
      stored[#stored + 1] = value
    end
  end
  redis.call(unpack(stored))
  for key in pairs(turns) do
    redis.call("SET", key, known[key], "PX", 3600000)
  end
  for _, queue in pairs(waiting) do
    redis.call(unpack(queue))
  end
  if #later > 2 then
    redis.call(unpack(later))
  end
  if tiersChanged then
    redis.call("HSET", meta, "seq", seq, "tiers", tiers_text())
  else
    redis.call("HSET", meta, "seq", seq)
  end
  if ready and facts[3] then
    redis.call("HDEL", meta, "idle")
    redis.call("PUBLISH", wake, added[1])
  end
  if tonumber(facts[4] or "0") > now then
    redis.call("XADD", news, "MAXLEN", "~", width, "*", "w", table.concat(added, " "))
  end
end
reply[1] = table.concat(codes)
return reply
