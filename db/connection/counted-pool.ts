// A pool that says how many of its statements are under way: the client itself tells nobody.
import type { PoolEvent } from '#queues/metrics/postgres-metrics.ts'
import { poolEvents } from './observe-postgres.ts'
import type { Sql } from './open-pool.ts'

const FORGET = Symbol('forget')

/** A reserved connection that was lost is never released, and no longer under way. */
export function forget(reserved: object): void {
  if (FORGET in reserved) (reserved[FORGET] as () => void)()
}

/** Counts `unsafe` and `reserve`, which is what the ledger is asked with; pings, written as templates, are not counted. */
export function countedPool(sql: Sql, { role, size }: { role: string; size: number }): Sql {
  if (!poolEvents.hasSubscribers) return sql
  const tell = (event: PoolEvent) => poolEvents.publish(event)
  const asked = () => {
    const startedMs = performance.now()
    let isOpen = true
    tell({ kind: 'asked', role })
    return () => {
      if (isOpen) tell({ kind: 'answered', role, seconds: (performance.now() - startedMs) / 1000 })
      isOpen = false
    }
  }
  const { unsafe, reserve, end } = sql
  tell({ kind: 'opened', role, size })
  return Object.assign(sql, {
    unsafe: ((...statement) => {
      const query = unsafe(...statement)
      const answered = asked()
      query.then(answered, answered)
      return query
    }) as typeof unsafe,
    async reserve() {
      const answered = asked()
      try {
        const reserved = await reserve()
        const { release } = reserved
        return Object.assign(reserved, {
          [FORGET]: answered,
          release() {
            answered()
            release()
          },
        })
      } catch (error) {
        answered()
        throw error
      }
    },
    end: ((...options) => {
      tell({ kind: 'closed', role, size })
      return end(...options)
    }) as typeof end,
  })
}
