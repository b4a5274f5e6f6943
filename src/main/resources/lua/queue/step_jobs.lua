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
local buried = ARGV[5] -- [int] dead jobs that are kept
local width = ARGV[6] -- [int] entries of the stream
local wake  = ARGV[7] -- [channel] told when nodes are idle
local laned = ARGV[8] -- [0 or 1] whether an end was counted in a lane
-- ARGV[9..]           for each end: <id>:<token>, plan, record
--   plan: kind, lanes and, unless they are 0 and empty, after spaces a number and the fingerprint
--   kind, number: c completed, [ms] for which it answers; f failed or z dead, the same;
--                 d delayed, [ms] until when; w given back, its weight
--   lanes: - or those in which it was counted: p, g or b; then n if it has noted anything
--   record: may be empty where nothing is kept

local FIRST, EACH, KEYED = 8, 3, 11
local facts = redis.call("HMGET", meta, "token", "tiers", "idle", "ears", "lim", "paused", "n", "due")
local tiersText, listening = facts[2], tonumber(facts[4] or "0") > now
--@ include queue/tiers
local waiting, soonest = tonumber(facts[7] or "0"), tonumber(facts[8] or "inf")
local stored, ends, trims = {"MSET"}, {}, nil
local changes = {} -- person -> how many jobs more of it wait

local function facts_of(record)
  return string.match(record, "^%S+ %S+ (%S+) (%d+) (%S+) %S+ (%d+)")
end

local function add_to(lists, key, score, id)
  local list = lists[key] or {"ZADD", key}
  lists[key] = list
  list[#list + 1] = score
  list[#list + 1] = id
end

-- What follows is written in place, or made only if it is needed: to make a function for each
-- part takes longer than a job.
local room, unpark, counted, leave_counted, save_lanes
if facts[5] or laned == "1" then
--@ include queue/lanes
end
local tell, send_news
if listening then
--@ include queue/news
end

if #ARGV > FIRST then
--@ include queue/end_attempts
end

local reply, changed = {"", "-1", "0"}, {"HSET", meta}
if most > 0 and not facts[6] then
  if soonest <= now then
--@ include queue/people
--@ include queue/promote_jobs
  end
--@ include queue/claim_jobs
end

if next(changes) then
  local keys, people = {}, {}
  for person in pairs(changes) do
    people[#people + 1] = person
    keys[#keys + 1] = prefix .. "u:" .. person
  end
  local gone = {"DEL"}
  for i, text in ipairs(redis.call("MGET", unpack(keys))) do
    local count, rest = string.match(text or "0", "^(%d+)(.*)$")
    count = tonumber(count) + changes[people[i]]
    if count > 0 then
      stored[#stored + 1] = keys[i]
      stored[#stored + 1] = string.format("%d%s", count, rest)
    elseif text then
      gone[#gone + 1] = keys[i]
    end
  end
  if #gone > 1 then
    redis.call(unpack(gone))
  end
end
if #stored > 1 then
  redis.call(unpack(stored))
end
if trims then
--@ include queue/ends
  for _, key in ipairs(trims) do
    if key == completed or key == failed then
      trim(key, kept)
    elseif key == dead then
      trim(key, buried)
    end
  end
end
local at = #changed
if tiersChanged then
  changed[at + 1], changed[at + 2], at = "tiers", tiers_text(), at + 2
end
if waiting ~= tonumber(facts[7] or "0") then
  changed[at + 1], changed[at + 2], at = "n", string.format("%d", waiting), at + 2
end
if soonest == math.huge and facts[8] then
  redis.call("HDEL", meta, "due")
elseif soonest ~= tonumber(facts[8] or "inf") then
  changed[at + 1], changed[at + 2] = "due", soonest
end
if #changed > 2 then
  redis.call(unpack(changed))
end
if save_lanes then
  save_lanes()
end
if listening then
  send_news()
end
reply[1] = table.concat(ends)
return reply
