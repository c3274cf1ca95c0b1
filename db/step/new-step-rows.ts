// New steps as rows of a statement.
import { hasFastPath, type NewStep } from '#domain/step.ts'
import type { ColumnType } from '../connection/row-set.ts'

export const STEP_COLUMNS = {
  owner: 'uuid',
  id: 'uuid',
  tenant: 'uuid',
  subject: 'uuid',
  kind: 'text',
  execution: 'uuid',
  due_in_ms: 'int',
  look_in_ms: 'int',
  trace: 'text',
} as const satisfies Record<string, ColumnType>

export const STEP_TARGET = 'steps (id, tenant_id, subject_id, kind, execution_id, due_at, check_at, trace)'

/** The select list that turns STEP_COLUMNS into columns of steps. */
export const STEP_VALUES = `x.id, x.tenant, x.subject, x.kind, x.execution,
  (SELECT clock_timestamp()) + x.due_in_ms * interval '1 ms',
  (SELECT clock_timestamp()) + (x.due_in_ms + x.look_in_ms) * interval '1 ms', x.trace`

/** A step on the fast path is looked at again only after this: it should long be in Redis. */
const FAST_PATH_LOOK_MS = 5000

/**
 * @param owner joins the step to the row of the statement that makes it true
 */
export function stepRow(
  owner: string,
  step: NewStep,
  subject: { tenant: string; execution: string; trace: string | undefined },
) {
  const dueInMs = Math.max(-MAX_DUE_MS, Math.min(step.dueInMs ?? 0, MAX_DUE_MS))
  return {
    owner,
    id: step.id,
    tenant: subject.tenant,
    subject: step.subjectId,
    kind: step.kind,
    execution: subject.execution,
    due_in_ms: dueInMs,
    look_in_ms: hasFastPath(step.kind) && dueInMs === 0 ? FAST_PATH_LOOK_MS : 0,
    trace: subject.trace ?? null,
  }
}

/** int4 milliseconds end after 24 days; a timer that is early looks again. */
const MAX_DUE_MS = 20 * 24 * 3600_000
