-- Reads an account.
-- Returns {"ok", codes, fields…}: how many recovery codes are left, and the fields in the order that is
-- asked for, one that is not there empty; or {"none"}.
local user     = KEYS[1] -- hash  the account
local recovery = KEYS[2] -- set   digests of recovery codes
local names    = ARGV[1] -- of the fields, separated by commas

if redis.call('EXISTS', user) == 0 then
  return {'none'}
end
local answer = {'ok', redis.call('SCARD', recovery)}
for name in string.gmatch(names, '[^,]+') do
  answer[#answer + 1] = redis.call('HGET', user, name) or ''
end
return answer
