-- Ends a turn, and notes it when the task succeeded.
-- Returns 1, or 0 when the turn had lapsed and nothing was changed.
local holder  = KEYS[1] -- string  token of the node that runs the task
local record  = KEYS[2] -- hash    when the task last ran and what it removed
local turn    = ARGV[1] -- token of this turn
local now     = ARGV[2] -- [ms]
local removed = ARGV[3] -- how many things were removed, empty when the task failed

if redis.call('GET', holder) ~= turn then
  return 0
end
redis.call('DEL', holder)
if removed ~= '' then
  redis.call('HSET', record, 'at', now, 'removed', removed)
end
return 1
