-- Notes what is known of an archive, unless it was noted before, and keeps all of it for a while longer.
-- Returns how many notes are new.
local notes = KEYS[1]           -- hash  name -> value
local keep  = tonumber(ARGV[1]) -- [ms]
local most  = tonumber(ARGV[2]) -- notes there may be
local news  = ARGV[3]           -- [json] name -> value

local added = 0
local count = redis.call('HLEN', notes)
for name, value in pairs(cjson.decode(news)) do
  if count + added < most then
    added = added + redis.call('HSETNX', notes, name, value)
  end
end
redis.call('PEXPIRE', notes, keep)
return added
