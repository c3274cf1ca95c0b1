// What can be measured of Postgres, told to whoever wants to know; nothing is counted while nobody does.
import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { PoolEvent, PostgresObserver } from '#queues/metrics/postgres-metrics.ts'
import { BATCHES, type Batch } from './group.ts'

const POOLS = 'mandate:db.pool'
export const poolEvents = channel(POOLS)

/** Must be called before the pools are opened, or it never hears of them. @returns ends it */
export function observePostgres(observer: PostgresObserver): () => void {
  const onBatch = (batch: unknown) => observer.batch(batch as Batch) // as `group` publishes it
  const onPool = (event: unknown) => observer.pool(event as PoolEvent) // as `countedPool` publishes it
  subscribe(BATCHES, onBatch)
  subscribe(POOLS, onPool)
  return () => {
    unsubscribe(BATCHES, onBatch)
    unsubscribe(POOLS, onPool)
  }
}
