-- Looks whether a token holds; changes nothing.
-- Returns {"ok", body, expiry}, or {why not}: "unknown", "revoked", "elsewhere" (another network or
-- program than it is bound to) or "expired".
local token  = KEYS[1]           -- hash  record of the token
local now    = tonumber(ARGV[1]) -- [ms]
local prefix = ARGV[2]           -- digest of the address prefix
local agent  = ARGV[3]           -- digest of the User-Agent
local grace  = tonumber(ARGV[4]) -- [ms] how much longer a download that has begun may go on

local state, its_prefix, its_agent, expiry, day, body =
  unpack(redis.call('HMGET', token, 'state', 'prefix', 'agent', 'expiry', 'day', 'body'))
if not state then
  return {'unknown'}
elseif state ~= 'live' then
  return {'revoked'}
elseif (its_prefix ~= '' and its_prefix ~= prefix) or (its_agent ~= '' and its_agent ~= agent) then
  return {'elsewhere'}
elseif now >= tonumber(expiry) + (day ~= '' and grace or 0) then
  return {'expired'}
end
return {'ok', body, tonumber(expiry)}
