-- Shared: the tiers, "turn weight:round:pass ..." in one field of the meta hash, heaviest first.
-- A tier's round is that of its job dispatched last; its pass is its own turn among tiers, and
-- turn the pass at which the last job of all was dispatched.
-- Reads the local tiersText of the script that includes it.

local ROUND = 262144 -- places in a round, in the order of adding
local tiers, tierOf, tiersChanged = {turn = tonumber(string.match(tiersText or "0", "^%S+"))}, {}, false
for weight, round, pass in string.gmatch(tiersText or "", "(%d+):(%S+):(%S+)") do
  local tier = {weight = weight, round = tonumber(round), pass = tonumber(pass)}
  tiers[#tiers + 1] = tier
  tierOf[weight] = tier
end

-- The place before everybody who waits in a tier is its round times ROUND.
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

-- Whole numbers are written as such, which takes a tenth of the time.
local function tiers_text()
  local text = string.format(tiers.turn % 1 == 0 and "%d" or "%.17g", tiers.turn)
  for _, tier in ipairs(tiers) do
    local form = tier.pass % 1 == 0 and " %s:%d:%d" or " %s:%d:%.17g"
    text = text .. string.format(form, tier.weight, tier.round, tier.pass)
  end
  return text
end
