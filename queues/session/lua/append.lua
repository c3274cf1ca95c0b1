-- Notes that a chunk was taken, and answers what the session has by now.
-- KEYS[1] state (hash)   KEYS[2] chunks (zset scored by sequence)   KEYS[3] ranges (zset scored by their first, member "first-last")
-- ARGV[1] sequence   ARGV[2] seconds that the session lives on from now
-- Returns {first-last, …} in order; false when the session is not here (it must be rebuilt).
if redis.call('EXISTS', KEYS[1]) == 0 then return false end
local seq = tonumber(ARGV[1])
if redis.call('ZADD', KEYS[2], 'NX', seq, ARGV[1]) == 1 then
  local first, last = seq, seq
  local before = redis.call('ZREVRANGEBYSCORE', KEYS[3], seq, '-inf', 'LIMIT', 0, 1)[1]
  if before then
    local a, b = string.match(before, '^(%d+)-(%d+)$')
    if tonumber(b) == seq - 1 then
      first = tonumber(a)
      redis.call('ZREM', KEYS[3], before)
    end
  end
  local after = redis.call('ZRANGEBYSCORE', KEYS[3], seq + 1, seq + 1)[1]
  if after then
    last = tonumber(string.match(after, '-(%d+)$'))
    redis.call('ZREM', KEYS[3], after)
  end
  redis.call('ZADD', KEYS[3], first, string.format('%d-%d', first, last))
end
for i = 1, 3 do redis.call('EXPIRE', KEYS[i], ARGV[2]) end
return redis.call('ZRANGE', KEYS[3], 0, -1)
