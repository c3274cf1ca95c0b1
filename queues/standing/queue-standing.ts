// How the queues and breakers stand in Redis at this moment, in numbers: for metrics.

import { readFileSync } from 'node:fs'
import type { Queue } from 'bullmq'
import { breakerKey, UPSTREAM_NAMES, type UpstreamName } from '../breaker-key.ts'
import { inTime, tooLate } from '../in-time.ts'
import type { RedisConnection } from '../redis/open-redis.ts'
import { QUEUE_NAMES, type QueueName } from '../topology.ts'

export interface RedisStanding {
  queues: QueueStanding[]
  breakers: { upstream: UpstreamName; isOpen: boolean }[]
}

export interface QueueStanding {
  queue: QueueName
  /** By BullMQ's states. */
  jobs: Record<string, number>
  /** Of the job that has waited longest; 0 when none waits. */
  oldestSeconds: number
  /** Jobs that ended since Redis began to count. */
  completed: number
  failed: number
}

export interface QueueStandingOptions {
  redis: RedisConnection
  prefix: string
  queue(name: QueueName): Queue
  timeoutMs?: number
}

/** @throws when Redis is away, or does not answer in time */
export function queueStanding(options: QueueStandingOptions): () => Promise<RedisStanding> {
  const { redis, prefix, queue, timeoutMs = 2000 } = options
  const oldestWaiting = readFileSync(new URL('lua/oldest-waiting.lua', import.meta.url), 'utf8')

  const standingOf = async (name: QueueName): Promise<QueueStanding> => {
    const asked = queue(name)
    const [jobs, completed, failed, addedAt] = await Promise.all([
      asked.getJobCounts(),
      asked.getMetrics('completed', 0, 0),
      asked.getMetrics('failed', 0, 0),
      redis.eval(oldestWaiting, 2, asked.toKey('wait'), asked.toKey('prioritized'), asked.toKey('')),
    ])
    return {
      queue: name,
      jobs,
      oldestSeconds: addedAt === null ? 0 : Math.max(0, Date.now() - Number(addedAt)) / 1000,
      completed: completed.meta.count,
      failed: failed.meta.count,
    }
  }
  const breakerOf = async (upstream: UpstreamName) => {
    const until = Number(await redis.get(breakerKey(prefix, upstream)))
    return { upstream, isOpen: until > Date.now() }
  }

  return async () => {
    // Asked of a Redis that is away, it would wait until that is back.
    if (redis.status !== 'ready') throw new Error(`Redis is ${redis.status}`)
    const read = Promise.all([
      Promise.all(QUEUE_NAMES.map(standingOf)),
      Promise.all(UPSTREAM_NAMES.map(breakerOf)),
    ]).then(([queues, breakers]) => ({ queues, breakers }))
    return inTime(read, timeoutMs, tooLate(`Redis took over ${timeoutMs} ms to say how it stands`))
  }
}
