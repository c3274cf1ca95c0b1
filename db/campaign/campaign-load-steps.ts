// Loads open steps with their campaigns, many at a time.
import type { Step, StepKind } from '#domain/step.ts'
import { deadline } from '../connection/deadline.ts'
import { group } from '../connection/group.ts'
import type { Sql } from '../connection/open-pool.ts'
import { CAMPAIGN_COLUMNS, type CampaignRecord, type CampaignRow, campaignRecord } from './campaign-row.ts'

export interface LoadedCampaignStep {
  step: Step
  record: CampaignRecord
}

/** @returns loads a step by id; undefined: it is closed (the worker's role sees all tenants, so gone really is gone) */
export function campaignLoadSteps(sql: Sql): (stepId: string) => Promise<LoadedCampaignStep | undefined> {
  return group({
    name: 'campaign-load-steps',
    flush: async ids => {
      const rows = await deadline(sql.unsafe<LoadedRow[]>(LOAD, [ids], { prepare: true }), 6000, 'loading steps')
      const byStep = new Map(rows.map(row => [row.step_id, row]))
      return ids.map(id => {
        const row = byStep.get(id)
        return row && { step: toStep(row), record: campaignRecord(row) }
      })
    },
  })
}

const LOAD = `
SELECT s.id AS step_id, s.kind AS step_kind, s.execution_id AS step_execution, s.version AS step_version, s.run, s.attempt, s.trace, ${CAMPAIGN_COLUMNS}
FROM steps s
JOIN campaigns c ON c.id = s.subject_id
WHERE s.id = ANY($1::uuid[])`

export interface StepColumns {
  step_id: string
  step_kind: StepKind
  step_execution: string
  step_version: number
  run: number
  attempt: number
  trace: string | null
}

type LoadedRow = CampaignRow & StepColumns

export function toStep(row: StepColumns & { id: string; tenant_id: string }): Step {
  return {
    id: row.step_id,
    tenantId: row.tenant_id,
    subjectId: row.id,
    kind: row.step_kind,
    executionId: row.step_execution,
    version: row.step_version,
    run: row.run,
    attempt: row.attempt,
    ...(row.trace === null ? {} : { trace: row.trace }),
  }
}
