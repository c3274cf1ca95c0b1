// What only a person can move on: actions whose outcome nobody can tell, sessions whose failure no retry mends. They are few,
// have an index of their own, and often no open step.
import type { ForHuman, OperationsLedger } from '#domain/ports/operations-ledger.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { STANDING_COLUMNS, type StandingRow, toStanding } from './action-standing.ts'
import { madeAt } from './open-steps.ts'

/** @param sql of role mandate_board */
export function forHumans(sql: Sql): Pick<OperationsLedger, 'forHumans' | 'countForHumans'> {
  return {
    async forHumans({ tenantId = null, platform = null }, after, limit) {
      const parameters = [after ?? null, tenantId, platform, limit] as never[]
      const [actions, sessions] = await Promise.all([
        deadline(sql.unsafe<ActionRow[]>(ACTIONS, parameters, { prepare: true }), 6000, 'looking for actions'),
        deadline(sql.unsafe<SessionRow[]>(SESSIONS, parameters, { prepare: true }), 6000, 'looking for sessions'),
      ])
      const found = [...actions.map(ofAction), ...sessions.map(ofSession)].filter(one => one !== undefined)
      return found.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit)
    },

    async countForHumans(cap) {
      const query = sql.unsafe<{ count: number; oldest: Date | null }[]>(COUNT, [cap], { prepare: true })
      const [row] = await deadline(query, 6000, 'counting what needs a person')
      return { count: row?.count ?? 0, ...(row?.oldest ? { oldest: row.oldest } : {}) }
    },
  }
}

type ActionRow = StandingRow & { id: string; tenant_id: string }
interface SessionRow {
  id: string
  tenant_id: string
  status: string
  detail: string | null
  updated_at: Date
}

function ofAction(row: ActionRow): ForHuman | undefined {
  const standing = toStanding(row)
  return standing && { subject: 'action', id: row.id, tenantId: row.tenant_id, openedAt: madeAt(row.id), standing }
}

function ofSession({ id, tenant_id: tenantId, status, detail, updated_at: since }: SessionRow): ForHuman {
  return { subject: 'session', id, tenantId, openedAt: madeAt(id), status, detail: detail ?? status, since }
}

const OF_ACTION = `a.needs_human AND a.status = 'OUTCOME_UNKNOWN'`
const OF_SESSION = `m.failure IS NOT NULL AND m.failure->>'retryable' = 'false'
  AND m.status IN ('BUILD_FAILED', 'GUARD_FAILED', 'CUSTODY_FAILED')`

const ACTIONS = `
SELECT a.id, a.tenant_id, ${STANDING_COLUMNS}
FROM governance.actions_ledger a
WHERE ${OF_ACTION} AND ($1::uuid IS NULL OR a.id > $1::uuid)
  AND ($2::uuid IS NULL OR a.tenant_id = $2::uuid) AND ($3::text IS NULL OR a.platform = $3::text)
ORDER BY a.id
LIMIT $4::int`

const SESSIONS = `
SELECT m.id, m.tenant_id, m.status, m.failure->>'detail' AS detail, m.updated_at
FROM sessions m
WHERE ${OF_SESSION} AND ($1::uuid IS NULL OR m.id > $1::uuid)
  AND ($2::uuid IS NULL OR m.tenant_id = $2::uuid) AND $3::text IS NULL
ORDER BY m.id
LIMIT $4::int`

const COUNT = `
SELECT count(*)::int AS count, min(updated_at) AS oldest
FROM (
  (SELECT a.updated_at FROM governance.actions_ledger a WHERE ${OF_ACTION} ORDER BY a.id LIMIT $1::int)
  UNION ALL
  (SELECT m.updated_at FROM sessions m WHERE ${OF_SESSION} ORDER BY m.id LIMIT $1::int)
) found`
