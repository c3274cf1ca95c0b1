// Loads the open steps of an account with what an adapter needs to know of it.
import type { Platform } from '#domain/action/action-status.ts'
import type { PlatformAccount } from '#domain/ports/platform.ts'
import type { Step } from '#domain/step.ts'
import { type StepColumns, toStep } from '../campaign/campaign-load-steps.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

export interface LoadedAccountStep {
  step: Step
  id: string
  platform: Platform
  account: PlatformAccount
}

/** @returns undefined once the step is closed */
export async function accountLoadStep(sql: Sql, stepId: string): Promise<LoadedAccountStep | undefined> {
  const [row] = await deadline(sql.unsafe<Row[]>(LOAD, [stepId], { prepare: true }), 6000, 'loading an account')
  if (row === undefined) return undefined
  const { id, tenant_id: tenantId, platform, account, kind, credentials_ref: credentialsRef } = row
  return {
    step: toStep(row),
    id,
    platform,
    account: { tenantId, account, kind, ...(credentialsRef === null ? {} : { credentialsRef }) },
  }
}

type Row = StepColumns & {
  id: string
  tenant_id: string
  platform: Platform
  account: string
  kind: PlatformAccount['kind']
  credentials_ref: string | null
}

const LOAD = `
SELECT s.id AS step_id, s.kind AS step_kind, s.execution_id AS step_execution, s.version AS step_version, s.run, s.attempt, s.trace,
  o.id, o.tenant_id, o.platform, o.account, o.kind, o.credentials_ref
FROM steps s
JOIN accounts o ON o.id = s.subject_id
WHERE s.id = $1::uuid`
