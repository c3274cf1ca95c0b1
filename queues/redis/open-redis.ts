// Connections to Redis for BullMQ and for our own small messages.
import { Cluster, type Redis } from 'ioredis'
import { CorkedRedis } from './corked-redis.ts'
import type { RedisPlace } from './redis-settings.ts'

export type RedisConnection = Redis | Cluster

/**
 * One ioredis instance with a short reconnect: BullMQ's own strategy took 15 s after an outage of a minute.
 * `maxRetriesPerRequest: null` lets workers wait through an outage; producers look at `status` before they add.
 * @param place a URL, or the settings of a process
 */
export function openRedis(
  place: string | RedisPlace,
  options: { name: string; onError: (error: Error) => void },
): RedisConnection {
  const { REDIS_URL: url, REDIS_CLUSTER_NODES: nodes = [] }: RedisPlace =
    typeof place === 'string' ? { REDIS_URL: place } : place
  const retryStrategy = (attempt: number) => Math.min(50 * 2 ** attempt, 500)
  const common = { connectionName: options.name, maxRetriesPerRequest: null, enableReadyCheck: true }
  const redis =
    nodes.length === 0
      ? new CorkedRedis(url, { ...common, retryStrategy })
      : new Cluster(nodes, { clusterRetryStrategy: retryStrategy, redisOptions: { ...common, ...accessOf(url) } })
  redis.on('error', options.onError)
  return redis
}

/** A second connection to the same place, for what blocks or subscribes. */
export function anotherConnection(redis: RedisConnection): RedisConnection {
  return redis instanceof Cluster ? redis.duplicate() : redis.duplicate()
}

function accessOf(url: string): { username?: string; password?: string; tls?: object } {
  const { username, password, protocol } = new URL(url)
  return {
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
  }
}
