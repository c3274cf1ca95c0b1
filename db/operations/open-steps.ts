// Open steps with what tells why they wait: a sample of all, or one stretch after the other. Both look at a bounded number of
// rows, so that the answer takes as long with a million of them as with thousands.
import type { OpenStep, OperationsLedger } from '#domain/ports/operations-ledger.ts'
import type { StepKind } from '#domain/step.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { STANDING_COLUMNS, STANDING_SOURCE, type StandingRow, toStanding } from './action-standing.ts'

/** So many steps are looked at for a sample. */
const SAMPLE = 10_000
const TIMEOUT_MS = 6000

/**
 * @param sql of role mandate_board
 * @param kindsOfActions which steps have an action as their subject
 */
export function openSteps(
  sql: Sql,
  kindsOfActions: readonly StepKind[],
): Pick<OperationsLedger, 'sampleOpen' | 'scanOpen'> {
  const run = <Row>(statement: string, parameters: unknown[], what: string) =>
    deadline(sql.unsafe(statement, parameters as never[], { prepare: true }), TIMEOUT_MS, what) as Promise<Row[]>
  return {
    async sampleOpen() {
      const [{ steps: about } = { steps: 0 }] = await run<{ steps: number }>(ABOUT, [], 'estimating what is open')
      const share = about <= SAMPLE ? 1 : SAMPLE / about
      const rows = await run<Row>(SAMPLED, [kindsOfActions, null, share * 100, SAMPLE * 2], 'looking at what is open')
      return { steps: rows.map(toOpenStep), share }
    },

    async scanOpen({ tenantId = null, kinds = null, platform = null }, after = NIL, look) {
      const [end] = await run<{ id: string }>(END, [after, look - 1], 'looking how far to look')
      const parameters = [kindsOfActions, platform, after, end?.id ?? LAST, tenantId, kinds]
      const rows = await run<Row>(STRETCH, parameters, 'looking at what is open')
      return { steps: rows.map(toOpenStep), ...(end === undefined ? {} : { end: end.id }) }
    },
  }
}

interface Row extends StandingRow {
  id: string
  tenant_id: string
  subject_id: string
  execution_id: string
  kind: StepKind
  run: number
  attempt: number
  due_at: Date
  hold: string | null
}

function toOpenStep(row: Row): OpenStep {
  const action = toStanding(row)
  return {
    ...{
      id: row.id,
      tenantId: row.tenant_id,
      subjectId: row.subject_id,
      executionId: row.execution_id,
      kind: row.kind,
    },
    ...{ run: row.run, attempt: row.attempt, openedAt: madeAt(row.id), dueAt: row.due_at },
    ...(row.hold === null ? {} : { hold: row.hold }),
    ...(action === undefined ? {} : { action }),
  }
}

/** A UUIDv7 begins with the milliseconds since the epoch (RFC 9562). */
export function madeAt(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16))
}

const NIL = '00000000-0000-0000-0000-000000000000'
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

// As the planner does it: the density of the last ANALYZE, on the pages there are now. Without one: as many as fit on a page.
const ABOUT = `
SELECT (pg_relation_size(oid) / current_setting('block_size')::int
  * CASE WHEN reltuples > 0 AND relpages > 0 THEN reltuples / relpages ELSE 40 END)::float8 AS steps
FROM pg_class
WHERE oid = 'public.steps'::regclass`

const COLUMNS = 's.id, s.tenant_id, s.subject_id, s.execution_id, s.kind, s.run, s.attempt, s.due_at, s.hold'

/**
 * LIMIT 1 keeps it one look by key a step: joined otherwise, all actions there ever were would be read. A step that ends an
 * action when nobody decides stands for it only where there is no other, so that each action is there once.
 */
const withActions = (steps: string) => `
SELECT ${COLUMNS}, ${STANDING_COLUMNS}
FROM (${steps}) s
LEFT JOIN LATERAL (
  SELECT ${STANDING_SOURCE} FROM governance.actions_ledger l WHERE s.kind = ANY($1::text[]) AND l.id = s.subject_id LIMIT 1
) a ON true
WHERE ($2::text IS NULL OR a.platform = $2::text)
  AND (a.id IS NULL OR NOT EXISTS (
    SELECT 1 FROM steps t
    WHERE t.subject_id = s.subject_id AND t.id <> s.id AND ((t.kind = 'expire'), t.id) < ((s.kind = 'expire'), s.id)
  ))`

const SAMPLED = withActions(`SELECT ${COLUMNS} FROM steps s TABLESAMPLE SYSTEM ($3::float8) LIMIT $4::int`)

const END = 'SELECT id FROM steps WHERE id > $1::uuid ORDER BY id OFFSET $2::int LIMIT 1'

const STRETCH = `${withActions(`
  SELECT ${COLUMNS} FROM steps s
  WHERE s.id > $3::uuid AND s.id <= $4::uuid
    AND ($5::uuid IS NULL OR s.tenant_id = $5::uuid) AND ($6::text[] IS NULL OR s.kind = ANY($6::text[]))`)}
ORDER BY s.id`
