-- Takes a task for one node when it is due and nobody else has it.
-- Returns 1 when it is taken, else 0.
local holder = KEYS[1]           -- string  token of the node that runs the task
local record = KEYS[2]           -- hash    when the task last ran and what it removed
local now    = tonumber(ARGV[1]) -- [ms]
local every  = tonumber(ARGV[2]) -- [ms]
local lease  = tonumber(ARGV[3]) -- [ms] after which a node that died is not waited for
local turn   = ARGV[4]           -- token of this turn

local last = redis.call('HGET', record, 'at')
if last and now < tonumber(last) + every then
  return 0
end
return redis.call('SET', holder, turn, 'NX', 'PX', lease) and 1 or 0
