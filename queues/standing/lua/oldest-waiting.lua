-- When the job was added that has waited longest, epoch milliseconds; false when none waits.
-- KEYS[1] wait (list)   KEYS[2] prioritized (zset scored by priority * 2^32 + counter)   ARGV[1] prefix of a job's key
-- In the list the oldest is last; among the prioritized it is the first of some priority, so each priority is looked at once.
local oldest = false
local function look(id)
  local at = id and tonumber(redis.call('HGET', ARGV[1] .. id, 'timestamp') or nil)
  if at and (not oldest or at < oldest) then oldest = at end
end
look(redis.call('LINDEX', KEYS[1], -1))
local from = '-inf'
for _ = 1, 100 do
  local first = redis.call('ZRANGEBYSCORE', KEYS[2], from, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
  if #first == 0 then break end
  look(first[1])
  from = string.format('%.0f', (math.floor(tonumber(first[2]) / 0x100000000) + 1) * 0x100000000)
end
return oldest and string.format('%.0f', oldest)
