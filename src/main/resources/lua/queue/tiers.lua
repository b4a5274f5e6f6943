-- Shared: the tiers, "turn weight:round:pass ..." in one field of the meta hash, heaviest first.
-- A tier's round is that of its job dispatched last; its pass is its own turn among tiers, and
-- turn the pass at which the last job of all was dispatched.
-- Uses the locals meta and prefix of the script that includes it.

local ROUND = 262144 -- places in a round, in the order of adding
local tiers, tierOf, tiersChanged = {}, {}, false

local function read_tiers(text)
  tiers.turn = tonumber(string.match(text or "0", "^%S+"))
  for weight, round, pass in string.gmatch(text or "", "(%d+):(%S+):(%S+)") do
    local tier = {weight = weight, round = tonumber(round), pass = tonumber(pass)}
    tiers[#tiers + 1] = tier
    tierOf[weight] = tier
  end
end

local function tier_of(weight)
  if not tierOf[weight] then
    local tier = {weight = weight, round = 0, pass = 0}
    tierOf[weight] = tier
    tiers[#tiers + 1] = tier
    table.sort(tiers, function(a, b) return tonumber(a.weight) > tonumber(b.weight) end)
    tiersChanged = true
  end
  return tierOf[weight]
end

local function tiers_text()
  local text = {string.format("%.17g", tiers.turn)}
  for i, tier in ipairs(tiers) do
    text[i + 1] = string.format("%s:%.17g:%.17g", tier.weight, tier.round, tier.pass)
  end
  return table.concat(text, " ")
end

-- The place before everybody who waits.
local function front(weight)
  return tier_of(weight).round * ROUND
end
