import { Registry } from 'prom-client'
import { expect, it } from 'vitest'
import { createPostgresMetrics } from '#queues/metrics/postgres-metrics.ts'
import { parseExposition } from '#test/support/parse-exposition.ts'

it('what exceeds the connections of a role waits, and the pools of one role are told together', async () => {
  const registry = new Registry()
  const { pool } = createPostgresMetrics(registry)
  const role = 'mandate_ops'
  pool({ kind: 'opened', role, size: 2 })
  pool({ kind: 'opened', role, size: 1 })
  for (let asked = 0; asked < 5; asked++) pool({ kind: 'asked', role })
  const before = parseExposition(await registry.metrics())
  expect(before.value('mandate_postgres_pool_connections', { role, state: 'limit' })).toBe(3)
  expect(before.value('mandate_postgres_pool_connections', { role, state: 'busy' })).toBe(3)
  expect(before.value('mandate_postgres_pool_waiting', { role })).toBe(2)
  for (let answered = 0; answered < 5; answered++) pool({ kind: 'answered', role, seconds: 0.01 })
  pool({ kind: 'closed', role, size: 1 })
  const after = parseExposition(await registry.metrics())
  expect(after.value('mandate_postgres_pool_connections', { role, state: 'limit' })).toBe(2)
  expect(after.value('mandate_postgres_pool_connections', { role, state: 'busy' })).toBe(0)
  expect(after.value('mandate_postgres_statement_duration_seconds_count', { role })).toBe(5)
})
