// What a process measures of its own calls to Postgres; `db` tells it, and knows nothing of metrics.
import { Gauge, Histogram, type Registry } from 'prom-client'

/** Told by `db` of what happens there. */
export interface PostgresObserver {
  /** So many rows go together into one statement. */
  batch(batch: { name: string; size: number }): void
  pool(event: PoolEvent): void
}

/** opened, closed: a pool of so many connections. asked, answered: a statement, or a tenant's whole read, came and ended. */
export type PoolEvent =
  | { kind: 'opened' | 'closed'; role: string; size: number }
  | { kind: 'asked'; role: string }
  | { kind: 'answered'; role: string; seconds: number }

export function createPostgresMetrics(registry: Registry): PostgresObserver {
  const registers = [registry]
  const pools = new Map<string, { size: number; open: number }>()
  const batches = new Histogram({
    name: 'mandate_group_commit_rows',
    help: 'Rows that were gathered into one statement',
    labelNames: ['statement'],
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
    registers,
  })
  const durations = new Histogram({
    name: 'mandate_postgres_statement_duration_seconds',
    help: 'From handing a statement (or the whole read of a tenant) to the pool to its answer, waiting for a connection included',
    labelNames: ['role'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 6],
    registers,
  })
  new Gauge({
    name: 'mandate_postgres_pool_connections',
    help: 'Connections that the pools of this process may have (state="limit") and that are at work (state="busy")',
    labelNames: ['role', 'state'],
    registers,
    collect() {
      for (const [role, { size, open }] of pools) {
        this.set({ role, state: 'limit' }, size)
        this.set({ role, state: 'busy' }, Math.min(size, open))
      }
    },
  })
  new Gauge({
    name: 'mandate_postgres_pool_waiting',
    help: 'Statements beyond the connections of their pool: they wait behind another one',
    labelNames: ['role'],
    registers,
    collect() {
      for (const [role, { size, open }] of pools) this.set({ role }, Math.max(0, open - size))
    },
  })

  return {
    batch: ({ name, size }) => batches.observe({ statement: name }, size),
    pool(event) {
      const pool = pools.get(event.role) ?? { size: 0, open: 0 }
      pools.set(event.role, pool)
      switch (event.kind) {
        case 'opened':
          pool.size += event.size
          break
        case 'closed':
          pool.size -= event.size
          break
        case 'asked':
          pool.open++
          break
        case 'answered':
          pool.open--
          durations.observe({ role: event.role }, event.seconds)
          break
        default:
          event satisfies never
      }
    },
  }
}
