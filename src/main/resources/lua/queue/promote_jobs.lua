-- Shared: the part of a step in which jobs whose time has come wait again.
-- One that was added for later takes its turn now; one that was tried before is next.
-- Uses the locals of step_jobs and of people.

local ids = redis.call("ZRANGEBYSCORE", due, "-inf", now, "LIMIT", 0, 100)
local keys, sets, moved = {}, {}, {"MSET"}
for i, id in ipairs(ids) do
  keys[i] = prefix .. "j:" .. id
end
if #ids > 0 then
  redis.call("ZREM", due, unpack(ids))
  for i, record in ipairs(redis.call("MGET", unpack(keys))) do
    if record then
      local person, weight, _, level = facts_of(record)
      local score = tier_of(weight).round * ROUND
      local key = prefix .. "u:" .. person
      local who = people[key] or know(key, redis.call("GET", key))
      if string.sub(record, 2, 3) == "00" then
        level = tonumber(level)
        local name = level > 0 and weight .. "." .. level or weight
        local round = next_round(who, tier_of(weight).round, name)
        had_round(who, name, round)
        if level > 0 then
          had_round(who, weight, next_round(who, tier_of(weight).round, weight))
        end
        score = round * ROUND + i - level * ROUND / 10
      else
        who.count = who.count + 1
      end
      moved[#moved + 1] = keys[i]
      moved[#moved + 1] = "w" .. string.sub(record, 2)
      add_to(sets, prefix .. "q" .. weight, score, ids[i])
      if listening then
        tell("w", ids[i])
      end
    else
      waiting = waiting - 1
    end
  end
  save_people(moved)
  if #moved > 1 then
    redis.call(unpack(moved))
  end
  for _, list in pairs(sets) do
    redis.call(unpack(list))
  end
end
soonest = tonumber(redis.call("ZRANGE", due, 0, 0, "WITHSCORES")[2] or "inf")
