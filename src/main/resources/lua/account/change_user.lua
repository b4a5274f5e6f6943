-- Changes fields of an account; who is blocked has no sessions any more.
-- Returns 1, or 0 when there is no such account.
local user     = KEYS[1] -- hash  the account
local sessions = KEYS[2] -- hash  session id -> [json]
local changes  = ARGV[1] -- [json] field -> new value

if redis.call('EXISTS', user) == 0 then
  return 0
end
for field, value in pairs(cjson.decode(changes)) do
  redis.call('HSET', user, field, value)
  if field == 'blocked' and value == '1' then
    redis.call('DEL', sessions)
  end
end
return 1
