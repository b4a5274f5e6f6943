-- Shared: the second half of a step, which leases the next jobs to the caller.
-- Uses the locals of step_jobs.

local limited, share = facts[5], nil
if limited then
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
  share = {}
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

-- {id, score, id, score, ...}: first those of the first tier, up to its number of them.
local popped, upto = nil, {}
for i, tier in ipairs(tiers) do
  local want = share and share[i] or most
  local got = want > 0 and redis.call("ZPOPMIN", prefix .. "q" .. tier.weight, want)
  if got and popped then
    for _, word in ipairs(got) do
      popped[#popped + 1] = word
    end
  end
  popped = popped or got
  upto[i] = popped and #popped / 2 or 0
end

local jobs = popped and #popped / 2 or 0
local taken = 0
if jobs > 0 then
  local keys, leased, job = {}, {"ZADD", leases}, 1
  local token, turn = tonumber(facts[1] or "0"), tiers.turn
  local format, find, sub = string.format, string.find, string.sub
  for i = 1, jobs do
    keys[i] = prefix .. "j:" .. popped[2 * i - 1]
  end
  local records = redis.call("MGET", unpack(keys))
  for i, tier in ipairs(tiers) do
    local pass, round, each = tier.pass, nil, 1 / tier.weight
    for j = job, upto[i] do
      local record, id, letter = records[j], popped[2 * j - 1], "-"
      if not record then
        waiting = waiting - 1
      else
        -- "<7 characters or more> <time> <person> ..."
        local head = find(record, " ", 7, true)
        local name = find(record, " ", head + 1, true) + 1
        local person = sub(record, name, find(record, " ", name, true) - 1)
        if limited then
          local _, _, group = facts_of(record)
          letter = counted(person, group, tier.weight, popped[2 * j], id)
        end
        round = popped[2 * j]
        if letter then
          token = token + 1
          taken = taken + 1
          pass = pass > turn and pass or turn
          if pass > tiers.turn then
            tiers.turn = pass
          end
          pass = pass + each
          local attempt, lease = sub(record, 2, 3), format("%d", token)
          attempt = attempt == "00" and "01" or format("%02d", attempt + 1)
          record = "a" .. attempt .. sub(record, 4, 5) .. letter .. lease .. sub(record, head)
          local at = #stored
          stored[at + 1], stored[at + 2] = keys[j], record
          at = #leased
          leased[at + 1], leased[at + 2] = lapse, id .. ":" .. lease
          at = #reply
          reply[at + 1], reply[at + 2] = id, record
          changes[person] = (changes[person] or 0) - 1
          if listening then
            tell("a", id)
          end
        end
      end
    end
    job, tier.pass = upto[i] + 1, pass
    if round then
      -- They came in order.
      tier.round = math.max(tier.round, math.floor(round / ROUND))
    end
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
if taken < jobs then
  reply[3] = "1"
elseif taken < most and not facts[3] then
  changed[#changed + 1] = "idle"
  changed[#changed + 1] = 1
end
