// Has a worker look at a skeleton once more: reads its structure again, or asks ingest for its templates.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { Ask } from '#domain/ports/campaign-ledger.ts'
import type { SkeletonQuestion } from '#domain/ports/setup-ledger.ts'
import type { Skeleton } from '#domain/setup/setup.ts'
import type { Hint } from '../campaign/campaign-ledger.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { keyRow } from '../idempotency/key-rows.ts'
import { stepRow } from '../step/new-step-rows.ts'
import { withTrailEntry } from '../trail/trail-entry.ts'
import { setupTrail } from './setup-trail.ts'

const ACTIONS = {
  'read-skeleton': 'skeleton.reading_asked',
  'discover-templates': 'templates.discovery_asked',
} as const

type Answer = 'written' | 'open' | 'key_taken'

/** @returns open: a worker is to do just that anyway */
export async function skeletonAsk(
  sql: Sql,
  { skeleton, question, ask, hint }: { skeleton: Skeleton; question: SkeletonQuestion; ask: Ask<void>; hint: Hint },
): Promise<Answer> {
  const { id, tenantId } = skeleton
  const { actor, trace } = ask
  const step = { id: uuid(), subjectId: id, kind: question, dueInMs: 0 } as const
  const draft = setupTrail(tenantId, { actor, action: ACTIONS[question], details: { skeleton_id: id } })
  const written = await withTrailEntry<Answer>(sql, draft, async trail => {
    const parameters = {
      ...{ subject: id, kind: question, trail },
      steps: [stepRow(id, step, { tenant: tenantId, execution: id, trace })],
      ...(ask.keep === undefined ? {} : { key: keyRow(id, ask.keep()) }),
    }
    const query = sql.unsafe<{ written: Answer | 'conflict' }[]>(ASK, [JSON.stringify(parameters)], { prepare: true })
    const [row] = await deadline(query, 6000, 'asking for another look at a skeleton')
    return row?.written ?? 'conflict'
  })
  if (written === 'written') hint([{ ...step, tenantId, ...(trace === undefined ? {} : { trace }) }], [])
  return written
}

const ASK = 'SELECT governance.ask_of_skeleton($1::text::jsonb) AS written'
