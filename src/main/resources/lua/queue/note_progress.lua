-- Keeps what jobs are doing, for as long as they are leased to the caller; and, in a list that is
-- cut to its newest lines, what they have said.
-- returns for each 1, or 0 when the lease is lost

local meta   = KEYS[1] -- hash: see package-info
local leases = KEYS[2] -- zset: <id>:<token> by the end of the lease
local news   = KEYS[3] -- stream: what has changed
-- KEYS[4..]           for each job: string of its progress, list of its lines

local now   = tonumber(ARGV[1]) -- [ms]
local keep  = ARGV[2] -- [ms] how long they stay
local width = tonumber(ARGV[3]) -- [int] entries of the stream
local lines = tonumber(ARGV[4]) -- [int] lines that are kept of a job
-- ARGV[5..]           for each job: <id>:<token>, "p" for progress or "l" for a line, text

local members, reply, told = {}, {}, {}
for i = 5, #ARGV, 3 do
  members[#members + 1] = ARGV[i]
end
for i, score in ipairs(redis.call("ZMSCORE", leases, unpack(members))) do
  local kind, text = ARGV[3 * i + 3], ARGV[3 * i + 4]
  reply[i] = score and 1 or 0
  if score and kind == "p" then
    redis.call("SET", KEYS[2 * i + 2], text, "PX", keep)
    told[#told + 1] = string.match(members[i], "^[^:]+")
  elseif score then
    redis.call("RPUSH", KEYS[2 * i + 3], text)
    redis.call("LTRIM", KEYS[2 * i + 3], -lines, -1)
    redis.call("PEXPIRE", KEYS[2 * i + 3], keep)
  end
end
if #told > 0 and tonumber(redis.call("HGET", meta, "ears") or "0") > now then
  redis.call("XADD", news, "MAXLEN", "~", width, "*", "p", table.concat(told, " "))
end
return table.concat(reply)
