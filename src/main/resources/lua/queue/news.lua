-- Shared: who is told of what a script has done.
-- Uses the locals news, width and listening of the script that includes it, and makes the functions
-- tell and send_news that it has declared: so that it can do without them.

local facts_told = {}

tell = function(what, id)
  if not listening then
    return
  end
  local ids = facts_told[what] or {}
  facts_told[what] = ids
  ids[#ids + 1] = id
end

-- One entry of the stream for all that the script has done.
send_news = function()
  if next(facts_told) then
    local entry = {"XADD", news, "MAXLEN", "~", width, "*"}
    for what, ids in pairs(facts_told) do
      entry[#entry + 1] = what
      entry[#entry + 1] = table.concat(ids, " ")
    end
    redis.call(unpack(entry))
  end
end
