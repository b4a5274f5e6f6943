-- Shared: the second half of a step, which leases the next jobs to the caller.
-- Uses the locals of step_jobs.

local limited, share = facts[5], {most}
if limited then
  know_lanes()
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
if #tiers > 1 then
  local left, pass = {}, {}
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
end

local ids, scores, owners, keys = {}, {}, {}, {}
for i, tier in ipairs(tiers) do
  local popped = share[i] > 0 and redis.call("ZPOPMIN", prefix .. "q" .. tier.weight, share[i]) or {}
  for p = 1, #popped, 2 do
    local at = #ids + 1
    ids[at], scores[at], owners[at] = popped[p], popped[p + 1], tier
    keys[at] = prefix .. "j:" .. popped[p]
  end
end

local token, taken, turn = tonumber(facts[1] or "0"), 0, tiers.turn
if #ids > 0 then
  local leased, last, format, find, sub = {"ZADD", leases}, {}, string.format, string.find, string.sub
  for i, record in ipairs(redis.call("MGET", unpack(keys))) do
    local tier, id = owners[i], ids[i]
    if not record then
      waiting = waiting - 1
    else
      -- "<7 characters or more> <time> <person> ..."
      local head = find(record, " ", 7, true)
      local name = find(record, " ", head + 1, true) + 1
      local person = sub(record, name, find(record, " ", name, true) - 1)
      local letter = "-"
      if limited then
        local _, _, group = facts_of(record)
        letter = counted(person, group, tier.weight, scores[i], id)
      end
      last[tier] = scores[i]
      if letter then
        token = token + 1
        taken = taken + 1
        local start = tier.pass > turn and tier.pass or turn
        if start > tiers.turn then
          tiers.turn = start
        end
        tier.pass = start + 1 / tier.weight
        local attempt, lease = sub(record, 2, 3), format("%d", token)
        attempt = attempt == "00" and "01" or format("%02d", attempt + 1)
        record = "a" .. attempt .. sub(record, 4, 5) .. letter .. lease .. sub(record, head)
        local at = #stored
        stored[at + 1], stored[at + 2] = keys[i], record
        at = #leased
        leased[at + 1], leased[at + 2] = lapse, id .. ":" .. lease
        changes[person] = (changes[person] or 0) - 1
        at = #reply
        reply[at + 1], reply[at + 2] = id, record
        if listening then
          tell("a", id)
        end
      end
    end
  end
  for tier, score in pairs(last) do
    tier.round = math.max(tier.round, math.floor(tonumber(score) / ROUND))
  end
  waiting = waiting - taken
  if taken > 0 then
    redis.call(unpack(leased))
  end
  changed[3], changed[4] = "token", format("%d", token)
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
  changed[#changed + 1] = "idle"
  changed[#changed + 1] = 1
end
