-- Shared: the first half of a step, which ends attempts of jobs that are leased to the caller.
-- Uses the locals of step_jobs.

local members, gone, sets, flights, answers = {}, {"DEL"}, {}, nil, nil
for i = FIRST + 1, #ARGV, EACH do
  members[#members + 1] = ARGV[i]
end
-- Whoever takes a lease away changes the job as well: so the jobs tell which were still there.
local freed = redis.call("ZREM", leases, unpack(members))
local records = freed < #members and redis.call("MGET", unpack(KEYS, KEYED))
local seen, back = records and {}, false
for i, member in ipairs(members) do
  local at = FIRST + EACH * (i - 1)
  local plan, record, key = ARGV[at + 2], ARGV[at + 3], KEYS[KEYED - 1 + i]
  ends[i] = "1"
  if records then
    local token = string.match(records[i] or "", "^a.....(%d+)")
    local held = token and token == string.match(member, "%d+$")
    ends[i] = held and not seen[member] and "1" or "0"
    seen[member] = true
  end
  if ends[i] == "0" then
    plan = nil
  elseif plan == "c-" and kept == 0 and not listening then
    -- The usual one: nothing is left of it.
    gone[#gone + 1] = key
    plan = nil
  end
  if plan then
    local kind, lane, noted, number, print =
      string.match(plan, "^(%a)([-pgb])(n?) ?(%d*) ?(.*)$")
    local id = string.match(member, "^[^:]+")
    if noted ~= "" then
      gone[#gone + 1] = prefix .. "p:" .. id
    end
    if kind == "c" and kept == 0 then
      gone[#gone + 1] = key
      if noted ~= "" then
        gone[#gone + 1] = prefix .. "o:" .. id
      end
    elseif kind == "w" or kind == "d" then
      -- At once, since it may be leased again in this very step.
      redis.call("SET", key, record)
    else
      stored[#stored + 1] = key
      stored[#stored + 1] = record
    end
    if kind == "d" then
      add_to(sets, due, number, id)
      waiting = waiting + 1
      soonest = math.min(soonest, tonumber(number))
    elseif kind == "w" then
      local person = facts_of(record)
      changes[person] = (changes[person] or 0) + 1
      waiting = waiting + 1
      add_to(sets, prefix .. "q" .. number, tier_of(number).round * ROUND, id)
      back = true
    else
      if kind ~= "c" or kept > 0 then
        add_to(sets, kind == "c" and completed or kind == "f" and failed or dead, now, id)
      end
      if print ~= "" then
        gone[#gone + 1] = prefix .. "w:" .. id
        flights, answers = flights or {}, answers or {}
        flights[#flights + 1] = prefix .. "s:" .. print
        answers[#answers + 1] = {id = id, fresh = tonumber(number)}
      end
    end
    if lane ~= "-" then
      local person, _, group = facts_of(record)
      leave_counted(lane, person, group)
    end
    if listening then
      tell(kind, id)
    end
  end
end
if flights then
  for i, holder in ipairs(redis.call("MGET", unpack(flights))) do
    if holder == answers[i].id and answers[i].fresh > 0 then
      redis.call("PEXPIRE", flights[i], answers[i].fresh)
    elseif holder == answers[i].id then
      gone[#gone + 1] = flights[i]
    end
  end
end
if #gone > 1 then
  redis.call(unpack(gone))
end
for key, list in pairs(sets) do
  redis.call(unpack(list))
  trims = trims or {}
  trims[#trims + 1] = key
end
if back and facts[3] then
  redis.call("HDEL", meta, "idle")
  facts[3] = false
  redis.call("PUBLISH", wake, "back")
end
