// Keys of one queue share one hash slot of a Redis Cluster, and different queues spread over its nodes.

/** @param prefix the setting REDIS_PREFIX */
export function queuePrefix(prefix: string, queue: string): string {
  return `{${prefix}:${queue}}`
}
