-- Shared: what is left of jobs that have ended.
-- Uses the local prefix of the script that includes it.

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
