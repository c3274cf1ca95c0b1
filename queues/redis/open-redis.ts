// Connections to Redis for BullMQ and for our own small messages.
import type { ConnectionOptions } from 'node:tls'
import { Cluster, type Redis } from 'ioredis'
import { CorkedRedis } from './corked-redis.ts'
import type { RedisPlace } from './redis-settings.ts'
import { SteadyCluster } from './steady-cluster.ts'

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
  const settings: RedisPlace = typeof place === 'string' ? { REDIS_URL: place } : place
  const { REDIS_URL: url, REDIS_CLUSTER_NODES: nodes = [], REDIS_SENTINELS: sentinels = [] } = settings
  const common = {
    connectionName: options.name,
    maxRetriesPerRequest: null,
    enableReadyCheck: true,
    ...accessOf(url, settings.REDIS_CA),
  }
  const found = sentinels.length === 0 ? {} : sentinelsOf(sentinels, settings)
  const redis =
    nodes.length === 0
      ? new CorkedRedis(url, { ...common, ...found, retryStrategy, reconnectOnError })
      : new SteadyCluster(nodes, { clusterRetryStrategy: retryStrategy, redisOptions: common })
  redis.on('error', options.onError)
  return redis
}

const retryStrategy = (attempt: number) => Math.min(50 * 2 ** attempt, 500)

/** A server that was the primary and is no more refuses what writes: that is asked of the new one. */
const reconnectOnError = (error: Error): false | 2 => (error.message.startsWith('READONLY') ? 2 : false)

function sentinelsOf(sentinels: { host: string; port: number }[], settings: RedisPlace) {
  const { REDIS_URL: url, REDIS_SENTINEL_NAME: name = 'mymaster', REDIS_SENTINEL_PASSWORD: sentinelPassword } = settings
  const { tls } = accessOf(url, settings.REDIS_CA)
  return {
    ...{ sentinels, name, sentinelRetryStrategy: retryStrategy, failoverDetector: true },
    ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
    ...(tls === undefined ? {} : { enableTLSForSentinelMode: true, sentinelTLS: tls }),
  }
}

/** A second connection to the same place, for what blocks or subscribes. */
export function anotherConnection(redis: RedisConnection): RedisConnection {
  return redis instanceof Cluster ? redis.duplicate() : redis.duplicate()
}

function accessOf(
  url: string,
  ca: string | undefined,
): { username?: string; password?: string; tls?: ConnectionOptions } {
  const { username, password, protocol } = new URL(url)
  return {
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' ? { tls: ca === undefined ? {} : { ca } } : {}),
  }
}
