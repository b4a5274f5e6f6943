-- Shared: what is known of people while jobs of theirs wait: "<waiting jobs> <tier>=<round> ...",
-- the round being that of their last job. A tier with a priority is called <weight>.<priority>.
-- Uses the local prefix of the script that includes it.

local people = {}

-- Nearly everybody has jobs in one tier only: that one is kept apart from the rest.
local function know(key, text)
  local who = {count = 0, tier = false, last = 0, rest = "", was = text}
  people[key] = who
  if text then
    local count, tier, last, rest = string.match(text, "^(%d+) ([%d.]+)=(%d+)(.*)$")
    if count then
      who.count, who.tier, who.last, who.rest = tonumber(count), tier, tonumber(last), rest
    else
      who.count = tonumber(text)
    end
  end
  return who
end

-- The round that a person's next job gets in a tier.
local function next_round(who, round, tier)
  local last = who.tier == tier and who.last or 0
  if who.tier ~= tier and who.rest ~= "" then
    last = tonumber(string.match(who.rest, " " .. tier .. "=(%d+)") or "0")
  end
  return (last > round and last or round) + 1
end

local function had_round(who, tier, round)
  if not who.tier or who.tier == tier then
    who.tier, who.last = tier, round
    return
  end
  local entry = " " .. tier .. "=" .. round
  local others, found = string.gsub(who.rest, " " .. tier .. "=%d+", entry, 1)
  who.rest = found == 1 and others or who.rest .. entry
end

-- Keeps what has changed; nothing is known of who has no job that waits.
local function save_people(stored)
  local gone = {"DEL"}
  for key, who in pairs(people) do
    local text = who.tier
        and string.format("%d %s=%d%s", who.count, who.tier, who.last, who.rest)
      or string.format("%d", who.count)
    if who.count <= 0 then
      if who.was then
        gone[#gone + 1] = key
      end
    elseif text ~= who.was then
      stored[#stored + 1] = key
      stored[#stored + 1] = text
    end
  end
  if #gone > 1 then
    redis.call(unpack(gone))
  end
end
