// Everything that a board process asks of Postgres, under a role that sees no content and writes to one trail alone.
import type { OperationsLedger } from '#domain/ports/operations-ledger.ts'
import type { StepKind } from '#domain/step.ts'
import { JOBS } from '#queues/topology.ts'
import { openPool } from './connection/open-pool.ts'
import { postgresFaults } from './connection/postgres-faults.ts'
import { closures } from './operations/closures.ts'
import { forHumans } from './operations/for-humans.ts'
import { openSteps } from './operations/open-steps.ts'
import { operationsTrail } from './operations/operations-trail.ts'
import { stuckSubjects } from './operations/stuck-subjects.ts'
import { type StepSubject, stepSubject } from './step/step-subject.ts'

export interface BoardLedger extends OperationsLedger {
  findStep(stepId: string): Promise<StepSubject | undefined>
  /** What of Postgres, or of who we are there, must not be: a sentence each. */
  faults(): Promise<string[]>
  close(): Promise<void>
}

/** Nothing connects before the first question. */
export function openBoardLedger(url: string): BoardLedger {
  const sql = openPool({ url, role: 'mandate_board', max: 4, applicationName: 'mandate-board' })
  const kindsOfActions = (Object.keys(JOBS) as StepKind[]).filter(kind => JOBS[kind].subject === 'action')
  return {
    findStep: id => stepSubject(sql, id),
    ...openSteps(sql, kindsOfActions),
    ...forHumans(sql),
    ...closures(sql),
    ...operationsTrail(sql),
    ...stuckSubjects(sql),
    faults: () => postgresFaults(sql),
    close: () => sql.end({ timeout: 1 }),
  }
}
