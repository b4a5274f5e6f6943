-- Reads all that is known of a job.
-- returns {}; or {record, progress, place, lane}: progress is "" for none; place is from 0, -1 for
-- none: how many jobs come before it, as things are now; lane is "", or what it waits for

local record   = KEYS[1] -- string: the job
local progress = KEYS[2] -- string: what it is doing
local meta     = KEYS[3] -- hash: see package-info
local prefix   = KEYS[4] -- start of all keys of the queue

local id = ARGV[1] -- [string] of the job

local found = redis.call("GET", record)
if not found then
  return {}
end
if string.sub(found, 1, 1) ~= "w" then
  return {found, redis.call("GET", progress) or "", -1, ""}
end
local person, weight, group = string.match(found, "^%S+ %S+ (%S+) (%d+) (%S+)")
local rank = redis.call("ZRANK", prefix .. "q" .. weight, id)
if not rank then
  for _, lane in ipairs({"p:" .. person, "g:" .. group}) do
    rank = redis.call("ZRANK", prefix .. "k" .. weight .. ":" .. lane, id)
    if rank then
      return {found, "", rank, lane}
    end
  end
  return {found, "", -1, ""}
end
local tiersText = redis.call("HGET", meta, "tiers")
--@ include queue/tiers
local place, mine = rank, tier_of(weight)
local turn = math.max(mine.pass, tiers.turn) + rank / tonumber(weight)
local heavier = true
for _, tier in ipairs(tiers) do
  if tier == mine then
    heavier = false
  else
    -- Those of another tier whose pass comes first; the heavier one goes first where equal.
    local gap = (turn - math.max(tier.pass, tiers.turn)) * tonumber(tier.weight)
    local before = heavier and math.floor(gap + 1e-9) + 1 or math.ceil(gap - 1e-9)
    local waiting = redis.call("ZCARD", prefix .. "q" .. tier.weight)
    place = place + math.max(0, math.min(waiting, before))
  end
end
return {found, "", place, ""}
