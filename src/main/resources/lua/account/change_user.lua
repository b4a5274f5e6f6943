-- Changes fields of an account; who is blocked has no sessions any more.
-- Returns {"ok", counts}, {"none"} when there is no such account, {"turn", counts} when it needs the number of
-- a change of who is an admin (turn_admin), or {"outrun"} when a later change was faster. Counts is yes
-- when the account counts as an admin then, else no.
local user     = KEYS[1] -- hash  the account
local sessions = KEYS[2] -- hash  session id -> [json]
local changes  = ARGV[1] -- [json] field -> new value
local turn     = ARGV[2] -- number of the change, or empty

local role, blocked, last = unpack(redis.call('HMGET', user, 'role', 'blocked', 'turn'))
if not role then
  return {'none'}
end
local fields = cjson.decode(changes)
local admin = (fields.role or role) == 'admin'
local counts = admin and (fields.blocked or blocked) == '0' and 'yes' or 'no'
if (fields.role or fields.blocked) and (admin or role == 'admin') then
  if turn == '' then
    return {'turn', counts}
  elseif tonumber(turn) < tonumber(last or '0') then
    return {'outrun'}
  end
  redis.call('HSET', user, 'turn', turn)
end
for field, value in pairs(fields) do
  redis.call('HSET', user, field, value)
  if field == 'blocked' and value == '1' then
    redis.call('DEL', sessions)
  end
end
return {'ok', counts}
