// What of a Redis would lose work: it is asked itself, for settings written down elsewhere may not be those in force.
import { Cluster } from 'ioredis'
import type { RedisConnection } from '../redis/open-redis.ts'

/**
 * @param needsLog whether its log of writes (AOF) must be on
 * @returns a sentence a fault; rejects while it is away
 */
export async function redisFaults(redis: RedisConnection, { needsLog }: { needsLog: boolean }): Promise<string[]> {
  const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis]
  const faults = await Promise.all(
    nodes.map(async node => {
      const info = fieldsOf(`${await node.info('memory')}\n${await node.info('persistence')}`)
      return [
        ...evictionFault(info.get('maxmemory_policy')),
        ...(needsLog && info.get('aof_enabled') === '0' ? [NO_LOG] : []),
      ]
    }),
  )
  return [...new Set(faults.flat())]
}

const NO_LOG =
  'Redis keeps no log of its writes: what it holds is lost when it restarts, and live sessions wait for their rebuild. ' +
  'Set appendonly yes (REDIS_LOG_REQUIRED=0 if replicas keep it instead)'

function evictionFault(policy: string | undefined): string[] {
  if (policy === undefined || policy === 'noeviction') return []
  return [
    `Redis throws keys away when its memory is full (maxmemory-policy ${policy}), queues among them: set it to noeviction`,
  ]
}

function fieldsOf(info: string): Map<string, string> {
  return new Map(
    info.split(/\r?\n/).flatMap((line): [string, string][] => {
      const at = line.indexOf(':')
      return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 1)]]
    }),
  )
}
