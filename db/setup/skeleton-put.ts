// A skeleton whose bytes are in the object store, with the step that checks it.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { Ask } from '#domain/ports/campaign-ledger.ts'
import type { NewSkeleton } from '#domain/ports/setup-ledger.ts'
import type { Skeleton } from '#domain/setup/setup.ts'
import type { Hint } from '../campaign/campaign-ledger.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { keyRow } from '../idempotency/key-rows.ts'
import { stepRow } from '../step/new-step-rows.ts'
import { withTrailEntry } from '../trail/trail-entry.ts'
import { setupTrail } from './setup-trail.ts'

export async function skeletonPut(
  sql: Sql,
  { tenantId, skeleton, ask, hint }: { tenantId: string; skeleton: NewSkeleton; ask: Ask<Skeleton>; hint: Hint },
): Promise<Skeleton | 'key_taken'> {
  const { actor, trace } = ask
  const view: Skeleton = {
    ...skeleton,
    ...{ tenantId, status: 'CHECKING', placeholders: [], tables: [], errors: [] },
    ...{ createdBy: actor, createdAt: new Date(), decidedAt: null },
  }
  const columns = {
    ...{ name: view.name, object_key: view.objectKey, s3_version_id: view.s3VersionId },
    ...{ sha256: view.sha256, bytes: view.bytes },
  }
  const step = { id: uuid(), subjectId: view.id, kind: 'check-skeleton', dueInMs: 0 } as const
  const details = { skeleton_id: view.id, ...columns }
  const draft = setupTrail(tenantId, { actor, action: 'skeleton.handed_in', details })
  const written = await withTrailEntry<'written' | 'key_taken'>(sql, draft, async trail => {
    const parameters = {
      ...{ id: view.id, tenant: tenantId, ...columns, by: actor, created_at: view.createdAt.toISOString(), trail },
      steps: [stepRow(view.id, step, { tenant: tenantId, execution: view.id, trace })],
      ...(ask.keep === undefined ? {} : { key: keyRow(view.id, ask.keep(view)) }),
    }
    const put = sql.unsafe<{ written: 'written' | 'key_taken' | 'conflict' }[]>(PUT, [JSON.stringify(parameters)], {
      prepare: true,
    })
    const [row] = await deadline(put, 6000, 'keeping a skeleton')
    return row?.written ?? 'conflict'
  })
  if (written === 'key_taken') return written
  hint([{ ...step, tenantId, ...(trace === undefined ? {} : { trace }) }], [])
  return view
}

const PUT = 'SELECT governance.put_skeleton($1::text::jsonb) AS written'
