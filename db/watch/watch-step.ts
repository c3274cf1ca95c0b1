// The steps that watch whether everything moves: nobody's, never closed, due again and again.
import { v5 as uuidFromName } from 'uuid'
import type { Step, WatchStep } from '#domain/step.ts'
import type { StepColumns } from '../campaign/campaign-load-steps.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { ALL_TENANTS } from '../trail/trail-entry.ts'

export interface LoadedWatchStep {
  step: Step & { kind: WatchStep }
}

const NAMESPACE = '0b7c1d0e-41b5-5a0f-9d55-6f3f6f0f7a21'

/** The same for ever, so that there is one of each kind, whoever looks after them. */
export const watchStepId = (kind: WatchStep): string => uuidFromName(kind, NAMESPACE)

/** @returns undefined: somebody has deleted it, and it will be made anew */
export async function watchStepLoad(sql: Sql, stepId: string): Promise<LoadedWatchStep | undefined> {
  const query = sql.unsafe<StepColumns[]>(LOAD, [stepId], { prepare: true })
  const [row] = await deadline(query, 6000, 'loading a watch step')
  if (row === undefined) return undefined
  const { step_id: id, step_kind, step_version: version, run, attempt } = row
  const kind = step_kind as WatchStep // ids of watch steps are those of their kinds
  return { step: { id, kind, version, run, attempt, tenantId: ALL_TENANTS, subjectId: id, executionId: id } }
}

const LOAD = `
SELECT id AS step_id, kind AS step_kind, version AS step_version, run, attempt
FROM steps
WHERE id = $1::uuid`

export interface WatchLateness {
  kind: WatchStep
  /** Milliseconds since it should have come through; 0: its time has not come. */
  lateMs: number
}

/** Makes those that are missing, and tells how late each is. */
export async function watchStepLook(sql: Sql, kinds: readonly WatchStep[]): Promise<WatchLateness[]> {
  const ids = kinds.map(watchStepId)
  await deadline(
    sql.unsafe(ENSURE, [ids, kinds as string[], ALL_TENANTS], { prepare: true }),
    6000,
    'making watch steps',
  )
  return deadline(sql.unsafe<WatchLateness[]>(LATE, [ids], { prepare: true }), 6000, 'looking at watch steps')
}

const ENSURE = `
INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, due_at, check_at)
SELECT x.id, $3::uuid, x.id, x.kind, x.id, (SELECT clock_timestamp()), (SELECT clock_timestamp())
FROM unnest($1::uuid[], $2::text[]) AS x(id, kind)
WHERE NOT EXISTS (SELECT 1 FROM steps s WHERE s.id = x.id)
ON CONFLICT DO NOTHING`

const LATE = `
SELECT kind, greatest(0, extract(epoch FROM (SELECT clock_timestamp()) - due_at) * 1000)::float8 AS "lateMs"
FROM steps
WHERE id = ANY($1::uuid[])`
