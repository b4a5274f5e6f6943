-- Shared: what is left of jobs that have ended, and who is told.
-- Uses the locals prefix, news and width of the script that includes it.

-- Removes jobs that were kept, with all that belongs to them.
local function drop(ids)
  local keys = {"DEL"}
  for _, id in ipairs(ids) do
    keys[#keys + 1] = prefix .. "j:" .. id
    keys[#keys + 1] = prefix .. "o:" .. id
  end
  if #keys > 1 then
    redis.call(unpack(keys))
  end
end

-- Keeps the youngest of them only.
local function trim(kept, most)
  local over = redis.call("ZCARD", kept) - most
  if over > 0 then
    local ids = {}
    local popped = redis.call("ZPOPMIN", kept, math.min(over, 1000))
    for i = 1, #popped, 2 do
      ids[#ids + 1] = popped[i]
    end
    drop(ids)
  end
end

local facts_told, listening = {}, false

-- Whether anybody listens is said by the time until which somebody will.
local function listen(ears, now)
  listening = tonumber(ears or "0") > now
end

local function tell(what, id)
  if not listening then
    return
  end
  local ids = facts_told[what] or {}
  facts_told[what] = ids
  ids[#ids + 1] = id
end

-- One entry of the stream for all that the script has done.
local function send_news()
  if next(facts_told) then
    local entry = {"XADD", news, "MAXLEN", "~", width, "*"}
    for what, ids in pairs(facts_told) do
      entry[#entry + 1] = what
      entry[#entry + 1] = table.concat(ids, " ")
    end
    redis.call(unpack(entry))
  end
end
