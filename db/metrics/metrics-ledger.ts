// Collections of metrics, as a worker writes them.
import type { Metrics } from '#domain/ports/platform.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

export function metricsLedger(sql: Sql) {
  return {
    /** How many there are of an action. */
    async collected(actionId: string): Promise<number> {
      const query = sql.unsafe<{ n: number }[]>(COUNT, [actionId], { prepare: true })
      const [row] = await deadline(query, 6000, 'counting collections')
      return row?.n ?? 0
    },
    /** The n-th of an action, once. */
    async keep(action: { tenantId: string; id: string }, n: number, { values, raw }: Metrics): Promise<void> {
      const parameters = [action.id, n, action.tenantId, JSON.stringify(values), JSON.stringify(raw)]
      await deadline(sql.unsafe(KEEP, parameters, { prepare: true }), 6000, 'keeping metrics')
    },
  }
}

const COUNT = 'SELECT count(*)::int AS n FROM action_metrics WHERE action_id = $1::uuid'

const KEEP = `
INSERT INTO action_metrics (action_id, n, tenant_id, collected_at, figures, raw)
VALUES ($1::uuid, $2::int, $3::uuid, clock_timestamp(), $4::text::jsonb, $5::text::jsonb)
ON CONFLICT DO NOTHING`
