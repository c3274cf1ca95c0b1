-- Takes one of a limited number of places, unless all are taken.
-- KEYS[1] places (zset: holder, scored by when its lease ends)
-- ARGV[1] holder   ARGV[2] how many there are   ARGV[3] now, epoch milliseconds   ARGV[4] milliseconds that a place is held at most
-- Returns 1 when it is taken, 0 when all are.
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[3])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], tonumber(ARGV[3]) + tonumber(ARGV[4]), ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1
