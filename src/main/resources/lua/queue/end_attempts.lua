-- Shared: the first half of a step, which ends attempts of jobs that are leased to the caller.
-- Uses the locals of step_jobs.

local ends, trims = {}, {}
local function end_attempts()
  local members = {}
  for i = FIRST + 1, #ARGV, EACH do
    members[#members + 1] = ARGV[i]
  end
  -- Whoever takes a lease away changes the job as well: so the jobs tell which were still there.
  local freed = redis.call("ZREM", leases, unpack(members))
  local records = freed < #members and redis.call("MGET", unpack(KEYS, 11))
  local gone, sets, flights, answers = {"DEL"}, {}, {}, {}
  local seen, back = {}, false
  for i, member in ipairs(members) do
    local at = FIRST + EACH * (i - 1)
    local id = string.match(member, "^[^:]+")
    ends[i] = 1
    if records then
      local token = string.match(records[i] or "", "^a.....(%d+)")
      ends[i] = token and id .. ":" .. token == member and not seen[member] and 1 or 0
      seen[member] = true
    end
    if ends[i] == 1 then
      local kind, number, lanes_of = ARGV[at + 2], ARGV[at + 3], ARGV[at + 4]
      local print, record = ARGV[at + 5], ARGV[at + 6]
      if string.sub(lanes_of, 2) == "n" then
        gone[#gone + 1] = prefix .. "p:" .. id
      end
      if kind == "c" and kept == 0 then
        gone[#gone + 1] = KEYS[10 + i]
        if string.sub(lanes_of, 2) == "n" then
          gone[#gone + 1] = prefix .. "o:" .. id
        end
      elseif kind == "w" or kind == "d" then
        -- At once, since it may be leased again in this very step.
        redis.call("SET", KEYS[10 + i], record)
      else
        stored[#stored + 1] = KEYS[10 + i]
        stored[#stored + 1] = record
      end
      if kind == "d" then
        add_to(sets, due, number, id)
        waiting = waiting + 1
        soonest = math.min(soonest, tonumber(number))
      elseif kind == "w" then
        local person = facts_of(record)
        count(person, 1)
        add_to(sets, prefix .. "q" .. number, front(number), id)
        back = true
      else
        if kind ~= "c" or kept > 0 then
          add_to(sets, kind == "c" and completed or kind == "f" and failed or dead, now, id)
        end
        if print ~= "" then
          gone[#gone + 1] = prefix .. "w:" .. id
          flights[#flights + 1] = prefix .. "s:" .. print
          answers[#answers + 1] = {id = id, fresh = tonumber(number)}
        end
      end
      if string.sub(lanes_of, 1, 1) ~= "-" then
        local person, _, group = facts_of(record)
        leave_counted(string.sub(lanes_of, 1, 1), person, group)
      end
      tell(kind, id)
    end
  end
  if #flights > 0 then
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
    trims[#trims + 1] = key
  end
  if back and facts[3] then
    redis.call("HDEL", meta, "idle")
    facts[3] = false
    redis.call("PUBLISH", wake, "back")
  end
end
