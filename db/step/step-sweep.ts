// The leaderless sweep: what is due and may have lost its job. Retry timer, scheduler and repair in one. What stands in the
// lane of an account has a sweep of its own.

import type { StepKind } from '#domain/step.ts'
import { JOB_VERSIONS, type JobVersions } from '#queues/job-versions.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { UNDERSTOOD, understoodJson } from './step-understood.ts'

export interface SweptStep {
  id: string
  tenantId: string
  subjectId: string
  kind: StepKind
  run: number
  version: number
  trace: string | null
  /** Of a step in a lane: how many of its tenant on its platform go before it, and it; 1 is the first. */
  turn?: number
}

/** How many steps one sweep takes at most; a full page means: sweep again at once. */
export const SWEEP_PAGE = 500

/**
 * Takes the steps that this program understands and whose time to look has come, and puts off the next look: 5 s, doubling to 1 h.
 * Two sweepers are harmless: adding a job twice is adding it once.
 */
export async function stepSweep(sql: Sql, versions: JobVersions = JOB_VERSIONS): Promise<SweptStep[]> {
  return deadline(sql.unsafe<SweptStep[]>(SWEEP, [understoodJson(versions)], { prepare: true }), 6000, 'the sweep')
}

// `(SELECT clock_timestamp())`: bare, it is volatile and would use no index.
const SWEEP = `
UPDATE steps
SET checks = checks + 1,
  check_at = (SELECT clock_timestamp()) + least(interval '1 h', interval '5 s' * 2 ^ least(checks, 10))
WHERE id IN (
  SELECT id FROM steps
  WHERE lane IS NULL AND check_at <= (SELECT clock_timestamp()) AND ${UNDERSTOOD}
  ORDER BY check_at
  LIMIT ${SWEEP_PAGE}
  FOR UPDATE SKIP LOCKED
)
RETURNING id, tenant_id AS "tenantId", subject_id AS "subjectId", kind, run, version, trace`
