// Connections to Redis for BullMQ and for our own small messages.
import { Redis } from 'ioredis'

/**
 * One ioredis instance with a short reconnect: BullMQ's own strategy took 15 s after an outage of a minute.
 * `maxRetriesPerRequest: null` lets workers wait through an outage; producers look at `status` before they add.
 */
export function openRedis(url: string, options: { name: string; onError: (error: Error) => void }): Redis {
  const redis = new Redis(url, {
    connectionName: options.name,
    maxRetriesPerRequest: null,
    enableReadyCheck: true,
    retryStrategy: attempt => Math.min(50 * 2 ** attempt, 500),
  })
  redis.on('error', options.onError)
  return redis
}
