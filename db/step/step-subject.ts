// Whose work an open step is: the way from a job on the board to its subject.
import type { StepKind } from '#domain/step.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

export interface StepSubject {
  kind: StepKind
  subjectId: string
  tenantId: string
  executionId: string
  run: number
  attempt: number
  dueAt: Date
}

/**
 * @param sql of a role that sees all tenants
 * @returns undefined once the step is closed
 */
export async function stepSubject(sql: Sql, stepId: string): Promise<StepSubject | undefined> {
  const [row] = await deadline(
    sql.unsafe<StepSubject[]>(
      `SELECT kind, subject_id AS "subjectId", tenant_id AS "tenantId", execution_id AS "executionId", run, attempt,
              due_at AS "dueAt"
       FROM steps
       WHERE id = $1::uuid`,
      [stepId],
      { prepare: true },
    ),
    6000,
    'looking for the subject of a step',
  )
  return row
}
