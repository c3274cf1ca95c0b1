-- Puts back what the ledger knows of a session. Whatever was noted meanwhile stays: chunks are only ever added.
-- KEYS[1] state (hash)   KEYS[2] chunks (zset)   KEYS[3] ranges (zset)
-- ARGV[1] seconds that it lives   ARGV[2] tenant   ARGV[3…] "first-last" of each range of the ledger
-- Returns 1.
redis.call('HSET', KEYS[1], 'tenant_id', ARGV[2])
for i = 3, #ARGV do
  local a, b = string.match(ARGV[i], '^(%d+)-(%d+)$')
  for seq = tonumber(a), tonumber(b) do redis.call('ZADD', KEYS[2], 'NX', seq, string.format('%d', seq)) end
end
-- Ranges follow from the chunks, which are sorted.
redis.call('DEL', KEYS[3])
local first, last
local function close()
  if first then redis.call('ZADD', KEYS[3], first, string.format('%d-%d', first, last)) end
end
for _, member in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
  local seq = tonumber(member)
  if first and seq == last + 1 then last = seq else
    close()
    first, last = seq, seq
  end
end
close()
for i = 1, 3 do redis.call('EXPIRE', KEYS[i], ARGV[1]) end
return 1
