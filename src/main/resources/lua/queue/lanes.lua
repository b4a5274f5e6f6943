-- Shared: what limits a person or a group ("lane"), and the jobs that wait for a lane.
-- Uses the locals limits, held, prefix, tiers and now of the script that includes it, and makes the
-- functions room, unpark, counted, leave_counted and save_lanes that it has declared: so that it
-- can do without them, since to make so many takes longer than a job.
-- Room that a job leaves unused is for the next one of its lane: who puts a job aside or takes it
-- out of the queue has its other lanes looked at by the next step.

local bounds, lanes = {}, {}

local function bound(lane)
  if bounds[lane] == nil then
    local kind = string.sub(lane, 1, 1)
    local own = redis.call("HMGET", limits, lane, kind)
    local text = own[1] or own[2]
    bounds[lane] = false
    if text then
      local most, count, over = string.match(text, "^(%d+) (%d+) (%d+)$")
      bounds[lane] = {most = tonumber(most), count = tonumber(count), over = tonumber(over)}
    end
  end
  return bounds[lane]
end

local function lane_state(lane)
  if not lanes[lane] then
    local text = redis.call("GET", prefix .. "n:" .. lane) or "0 0 0"
    local running, nextStart, slow = string.match(text, "^(%S+) (%S+) (%S+)$")
    lanes[lane] =
      {running = tonumber(running), nextStart = tonumber(nextStart), slow = tonumber(slow)}
  end
  return lanes[lane]
end

-- How many jobs may start now; or 0, and when to look again.
room = function(lane)
  local state, limit = lane_state(lane), bound(lane)
  if state.slow > now then
    return 0, state.slow
  end
  if not limit then
    return 1000, now
  end
  local free = limit.most > 0 and limit.most - state.running or 1000
  if free <= 0 then
    -- The end of a running one comes first, but for a worker that died.
    return 0, now + 5000
  end
  if limit.count > 0 then
    local each = limit.over / limit.count
    local earliest = state.nextStart - limit.over + each
    if earliest > now then
      return 0, math.ceil(earliest)
    end
    free = math.min(free, 1 + math.floor((now - earliest) / each))
  end
  return free, now
end

local function enter(lane)
  local state, limit = lane_state(lane), bound(lane)
  state.changed = true
  state.running = state.running + 1
  if limit and limit.count > 0 then
    state.nextStart = math.max(state.nextStart, now) + limit.over / limit.count
  end
end

local function park(lane, weight, score, id, again)
  redis.call("ZADD", prefix .. "k" .. weight .. ":" .. lane, score, id)
  redis.call("ZADD", held, again, lane)
end

-- Up to that many of each weight wait in the queue again, in their old places.
unpark = function(lane, most, again)
  local left = 0
  for _, tier in ipairs(tiers) do
    local key = prefix .. "k" .. tier.weight .. ":" .. lane
    local popped = redis.call("ZPOPMIN", key, most)
    if #popped > 0 then
      local back = {"ZADD", prefix .. "q" .. tier.weight}
      for i = 1, #popped, 2 do
        back[#back + 1] = popped[i + 1]
        back[#back + 1] = popped[i]
      end
      redis.call(unpack(back))
      left = left + redis.call("ZCARD", key)
    end
  end
  if left == 0 then
    redis.call("ZREM", held, lane)
  else
    redis.call("ZADD", held, again, lane)
  end
end

-- Which lanes count the job, or nil after it was put aside for one that is full.
counted = function(person, group, weight, score, id)
  local lanes_of, letter = {}, "-"
  if bound("p:" .. person) then
    lanes_of[1], letter = "p:" .. person, "p"
  end
  if group ~= "-" and (bound("g:" .. group) or lane_state("g:" .. group).slow > now) then
    lanes_of[#lanes_of + 1] = "g:" .. group
    letter = letter == "p" and "b" or "g"
  end
  for i, lane in ipairs(lanes_of) do
    local free, again = room(lane)
    if free <= 0 then
      park(lane, weight, score, id, again)
      if #lanes_of > 1 then
        redis.call("ZADD", held, "XX", now, lanes_of[3 - i])
      end
      return nil
    end
  end
  for _, lane in ipairs(lanes_of) do
    enter(lane)
  end
  return letter
end

local function leave(lane)
  local state = lane_state(lane)
  state.changed = true
  state.running = math.max(0, state.running - 1)
  local again = redis.call("ZSCORE", held, lane)
  if again and state.slow <= now then
    unpark(lane, 1, math.min(tonumber(again), now + 5000))
  end
end

-- Leaves those lanes in which a claim has counted the job.
leave_counted = function(letter, person, group)
  if letter == "p" or letter == "b" then
    leave("p:" .. person)
  end
  if letter == "g" or letter == "b" then
    leave("g:" .. group)
  end
end

save_lanes = function()
  for lane, state in pairs(lanes) do
    if state.changed then
      local key = prefix .. "n:" .. lane
      local text = string.format("%d %.17g %d", state.running, state.nextStart, state.slow)
      local idle = math.max(state.nextStart, state.slow) - now
      if state.running > 0 then
        redis.call("SET", key, text)
      elseif idle > 0 then
        redis.call("SET", key, text, "PX", math.ceil(idle))
      else
        redis.call("DEL", key)
      end
    end
  end
end
