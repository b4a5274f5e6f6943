-- Reads a page of the jobs of a state.
-- returns {id, record, id, record, ...}

local meta   = KEYS[1] -- hash: see package-info
local leases = KEYS[2] -- zset: <id>:<token> by the end of the lease
local due    = KEYS[3] -- zset: jobs that wait for a time, by ms
local held   = KEYS[4] -- zset: lanes that jobs wait for
local kept   = KEYS[5] -- zset: ids of those that have ended so, by their end
local prefix = KEYS[6] -- start of all keys of the queue

local state = ARGV[1] -- [char] which state
local after = ARGV[2] -- [string] last id of the page before, or ""
local most  = tonumber(ARGV[3]) -- [int] how many

local function lists()
  if state == "d" then
    return {due}
  elseif state == "a" then
    return {leases}
  end
  local all = {}
  local tiersText = redis.call("HGET", meta, "tiers")
--@ include queue/tiers
  for _, tier in ipairs(tiers) do
    all[#all + 1] = prefix .. "q" .. tier.weight
    for _, lane in ipairs(redis.call("ZRANGE", held, 0, 999)) do
      all[#all + 1] = prefix .. "k" .. tier.weight .. ":" .. lane
    end
  end
  return all
end

local ids = {}
if state == "w" or state == "d" or state == "a" then
  local member = after
  if state == "a" and after ~= "" then
    local token = string.match(redis.call("GET", prefix .. "j:" .. after) or "", "^......(%d+)")
    member = after .. ":" .. (token or "")
  end
  local all, first, from = lists(), 1, 0
  for i, key in ipairs(after ~= "" and all or {}) do
    local rank = redis.call("ZRANK", key, member)
    if rank then
      first, from = i, rank + 1
      break
    end
  end
  for i = first, #all do
    if #ids >= most then
      break
    end
    for _, found in ipairs(redis.call("ZRANGE", all[i], from, from + most - #ids - 1)) do
      ids[#ids + 1] = string.match(found, "^[^:]+")
    end
    from = 0
  end
else
  local rank = after ~= "" and redis.call("ZREVRANK", kept, after)
  local from = rank and rank + 1 or 0
  ids = redis.call("ZREVRANGE", kept, from, from + most - 1)
end

local keys, reply = {}, {}
for i, id in ipairs(ids) do
  keys[i] = prefix .. "j:" .. id
end
if #keys > 0 then
  for i, record in ipairs(redis.call("MGET", unpack(keys))) do
    if record then
      reply[#reply + 1] = ids[i]
      reply[#reply + 1] = record
    end
  end
end
return reply
