// Notices that Redis was emptied, or may lack what it was told last: it says `ok`, and of which server, since we last told it
// everything. A restarted server, or a replica that was promoted, has the word of the one before it, and not all of its writes.

import { randomUUIDv7 as uuid } from 'node:crypto'
import { Cluster } from 'ioredis'
import type { Logger } from 'pino'
import { inTime, tooLate } from '#queues/in-time.ts'
import { queuePrefix } from '#queues/queue-prefix.ts'
import type { RedisConnection } from '#queues/redis/open-redis.ts'
import { QUEUES } from '#queues/topology.ts'

export interface EpochOptions {
  redis: RedisConnection
  prefix: string
  /** Makes all due steps look-at-now. */
  markDue(): Promise<number>
  logger: Logger
}

const TIMEOUT_MS = 1000

/** @returns looks; throws when nothing of Redis answers, or when what it has lost could not be told */
export function keepEpoch({ redis, prefix, markDue, logger }: EpochOptions): () => Promise<void> {
  const keys = epochKeys(redis, prefix)
  /** Nodes that did not answer while others did: the steps that were handed out meanwhile may never have got there. */
  const away = new Set<string>()

  return async () => {
    const looks = await Promise.allSettled(keys.map(key => look(redis, key)))
    const answered = keys.filter((_, index) => looks[index]?.status === 'fulfilled')
    const [first] = looks
    if (answered.length === 0 && first?.status === 'rejected') throw first.reason
    const emptied = keys.flatMap((key, index) => {
      const look = looks[index]
      if (look?.status !== 'fulfilled') return []
      const { epoch, of, server } = look.value
      return epoch === 'ok' && of === server && !away.has(key) ? [] : [{ key, server }]
    })
    for (const key of keys) if (!answered.includes(key)) away.add(key)
    if (emptied.length === 0) return
    // A token of ours stands there while we tell it, so that a second emptying in between is seen again.
    const token = uuid()
    await Promise.all(emptied.map(({ key }) => soon(redis.set(key, token))))
    const marked = await markDue()
    await Promise.all(emptied.map(({ key, server }) => soon(redis.eval(SETTLE, 2, key, ofKey(key), token, server))))
    for (const { key } of emptied) away.delete(key)
    logger.warn({ event: 'redis.epoch', marked }, 'Redis is empty or another: all due steps are looked at again')
  }
}

/** One says it for a server; the nodes of a cluster are emptied, and lost, one by one, so there each queue has its own beside it. */
function epochKeys(redis: RedisConnection, prefix: string): string[] {
  if (!(redis instanceof Cluster)) return [`${prefix}:epoch`]
  return Object.keys(QUEUES).map(queue => `${queuePrefix(prefix, queue)}:epoch`)
}

const ofKey = (key: string) => `${key}:of`

interface Look {
  epoch: string | null
  /** Which server it was said of. */
  of: string | null
  /** Which one it is: another one after each restart and each promotion. */
  server: string
}

async function look(redis: RedisConnection, key: string): Promise<Look> {
  const [epoch, of, server] = (await soon(redis.eval(LOOK, 2, key, ofKey(key)))) as [
    string | null,
    string | null,
    string,
  ]
  return { epoch, of, server }
}

// KEYS[1] epoch, KEYS[2] of which server; returns both, and which this is.
const LOOK = `local server = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)') or 'unnamed'
return {redis.call('GET', KEYS[1]), redis.call('GET', KEYS[2]), server}`

// KEYS as above; ARGV[1] the token that must still stand, ARGV[2] the server that was told; returns 1 when it is settled.
const SETTLE = `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], 'ok')
redis.call('SET', KEYS[2], ARGV[2])
return 1`

function soon<T>(work: Promise<T>): Promise<T> {
  return inTime(work, TIMEOUT_MS, tooLate(`Redis took over ${TIMEOUT_MS} ms`))
}
