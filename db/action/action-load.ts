// Loads actions: for commands, and behind open steps.
import type { AccountKind } from '#domain/action/account-kind.ts'
import { NO_POLICY, type Policy } from '#domain/action/policy.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { ActionView } from '#domain/ports/action-view.ts'
import type { Step } from '#domain/step.ts'
import { type StepColumns, toStep } from '../campaign/campaign-load-steps.ts'
import { deadline } from '../connection/deadline.ts'
import { group } from '../connection/group.ts'
import type { Sql } from '../connection/open-pool.ts'
import { ACTION_FULL_COLUMNS, type ActionFullRow, actionView } from './action-full-row.ts'
import { ACTION_COLUMNS, type ActionRecord, type ActionRow, actionRecord } from './action-row.ts'
import type { CommandReceipt } from './action-write.ts'

export interface LoadedActionStep {
  step: Step
  record: ActionRecord
  /** Undefined: the tenant has no such account. */
  account?: ActionAccount
  /** The one in force. */
  policy: Policy
  /** The command that was accepted for its digest. */
  receipt?: CommandReceipt
}

export interface ActionAccount {
  id: string
  kind: AccountKind
  credentialsRef?: string
}

/** Whether that command was for the content as it stands. */
export function isCommanded({ record, receipt }: Pick<LoadedActionStep, 'record' | 'receipt'>): boolean {
  return receipt !== undefined && receipt.digest === record.action.digest
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
      const query = sql.unsafe<StepRow[]>(LOAD_STEPS, [ids], { prepare: true })
      const rows = await deadline(query, 6000, 'loading steps')
      const byStep = new Map(rows.map(row => [row.step_id, row]))
      return ids.map(id => {
        const row = byStep.get(id)
        return row && toLoaded(row)
      })
    },
  })
}

const LOAD = `
SELECT ${ACTION_FULL_COLUMNS}
FROM governance.actions_ledger a
WHERE a.id = $1::uuid AND a.tenant_id = $2::uuid`

const LOAD_STEPS = `
SELECT s.id AS step_id, s.kind AS step_kind, s.execution_id AS step_execution, s.version AS step_version, s.run, s.attempt, s.trace, ${ACTION_COLUMNS},
  o.id AS account_id, o.kind AS account_kind, o.credentials_ref,
  (SELECT json_build_object('version', p.version, 'rules', p.rules, 'governance', p.governance)
    FROM tenant_policies p WHERE p.tenant_id = a.tenant_id) AS policy,
  CASE WHEN s.kind LIKE 'execute-%' OR s.kind IN ('reconcile', 'resolve') THEN (
    SELECT json_build_object('jti', r.jti, 'digest', r.digest, 'bodySha256', r.body_sha256, 'body', r.body, 'signature', r.signature,
      'publicKey', r.public_key, 'acceptedAt', r.accepted_at)
    FROM command_receipts r WHERE r.action_id = a.id ORDER BY r.accepted_at DESC LIMIT 1
  ) END AS receipt
FROM steps s
JOIN governance.actions_ledger a ON a.id = s.subject_id
LEFT JOIN accounts o ON o.tenant_id = a.tenant_id AND o.platform = a.platform AND o.account = a.account
WHERE s.id = ANY($1::uuid[])`

type StepRow = ActionRow &
  StepColumns & {
    account_id: string | null
    account_kind: AccountKind | null
    credentials_ref: string | null
    policy: Policy | null
    receipt: (CommandReceipt & { publicKey: JsonObject }) | null
  }

function toLoaded(row: StepRow): LoadedActionStep {
  const { account_id: id, account_kind: kind, credentials_ref: credentialsRef } = row
  return {
    step: toStep(row),
    record: actionRecord(row),
    policy: row.policy ?? NO_POLICY,
    ...(id === null || kind === null
      ? {}
      : { account: { id, kind, ...(credentialsRef === null ? {} : { credentialsRef }) } }),
    ...(row.receipt === null ? {} : { receipt: row.receipt }),
  }
}
