// Loads actions: for commands, and behind open steps.

import type { ActionView } from '#domain/ports/action-ledger.ts'
import type { Step } from '#domain/step.ts'
import { type StepColumns, toStep } from '../campaign/campaign-load-steps.ts'
import { deadline } from '../connection/deadline.ts'
import { group } from '../connection/group.ts'
import type { Sql } from '../connection/open-pool.ts'
import { ACTION_FULL_COLUMNS, type ActionFullRow, actionView } from './action-full-row.ts'
import { ACTION_COLUMNS, type ActionRecord, type ActionRow, actionRecord } from './action-row.ts'

export interface LoadedActionStep {
  step: Step
  record: ActionRecord
}

/** @returns the action of a tenant; undefined: this tenant has none of that id */
export async function actionLoad(
  sql: Sql,
  tenantId: string,
  id: string,
): Promise<{ record: ActionRecord; view: ActionView } | undefined> {
  const query = sql.unsafe<ActionFullRow[]>(LOAD, [id, tenantId], { prepare: true })
  const [row] = await deadline(query, 5000, 'loading an action')
  return row && { record: actionRecord(row), view: actionView(row) }
}

/** @returns loads a step by id with its action; undefined: it is closed */
export function actionLoadSteps(sql: Sql): (stepId: string) => Promise<LoadedActionStep | undefined> {
  return group({
    name: 'action-load-steps',
    flush: async ids => {
      const query = sql.unsafe<(ActionRow & StepColumns)[]>(LOAD_STEPS, [ids], { prepare: true })
      const rows = await deadline(query, 6000, 'loading steps')
      const byStep = new Map(rows.map(row => [row.step_id, row]))
      return ids.map(id => {
        const row = byStep.get(id)
        return row && { step: toStep(row), record: actionRecord(row) }
      })
    },
  })
}

const LOAD = `
SELECT ${ACTION_FULL_COLUMNS}
FROM governance.actions_ledger a
WHERE a.id = $1::uuid AND a.tenant_id = $2::uuid`

const LOAD_STEPS = `
SELECT s.id AS step_id, s.kind AS step_kind, s.execution_id AS step_execution, s.run, s.attempt, s.trace, ${ACTION_COLUMNS}
FROM steps s
JOIN governance.actions_ledger a ON a.id = s.subject_id
WHERE s.id = ANY($1::uuid[])`
