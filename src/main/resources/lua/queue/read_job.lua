-- Reads all that is known of a job.
-- returns {}; or {record, progress, place}: progress is "" for none, place is from 0, -1 for none

local record   = KEYS[1] -- string: the job
local progress = KEYS[2] -- string: what it is doing
local waiting  = KEYS[3] -- zset: waiting jobs, <added><id> by fair tag

local id = ARGV[1] -- [string] of the job

local found = redis.call("GET", record)
if not found then
  return {}
end
local place = redis.call("ZRANK", waiting, string.sub(found, 31, 43) .. id)
return {found, redis.call("GET", progress) or "", place or -1}
