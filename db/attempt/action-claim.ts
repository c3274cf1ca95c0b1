// The claim: the one way from QUEUED to EXECUTING, with the intent written before the first byte goes out.
import { randomUUIDv7 as uuid } from 'node:crypto'
import { actionEventDetails } from '#domain/action/event.ts'
import { killKeys } from '#domain/action/kill-switch.ts'
import { ORCHESTRATOR } from '#domain/actor.ts'
import type { LoadedActionStep } from '../action/action-load.ts'
import { chain } from '../audit/chain.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

export const CLAIM_CODES = [
  'CLAIMED',
  'GONE',
  'STALE',
  'NOT_QUEUED',
  'KILL_SWITCH',
  'NOT_APPROVED',
  'ACCOUNT_UNKNOWN',
  'ACCOUNT_CLOSED',
  'PLATFORM_LIMIT',
  'BUDGET',
  'OVER_BUDGET',
  'EXPIRED',
  'EARLY',
  'MISSED',
  'CAMPAIGN_CANCELLED',
  'TWIN_UNRESOLVED',
] as const
export type ClaimCode = (typeof CLAIM_CODES)[number]

export interface Claim {
  code: ClaimCode
  until?: Date
  attemptId: string
  /** The dead man: finds out the outcome should nobody record it. */
  reconcileStepId: string
  fence: number
}

/** So many in any span of so many seconds. */
export interface RateWindow {
  count: number
  seconds: number
}

export interface ClaimOptions {
  ids: ReturnType<typeof newClaimIds>
  sender: string
  deadlineMs: number
  phase: string
  /** What the worker has just hashed: claimed is what will be sent. */
  digest: string
  /** How many must have approved it, by the policy of that version. */
  approvers: number
  policyVersion: number
  /** Of the whole platform, and of an account that sets none of its own; absent: no limit. */
  appWindow?: RateWindow | undefined
  accountWindow?: RateWindow | undefined
}

/** Ids are made before the call, so that after a lost connection the caller can look whether it was claimed. */
export function newClaimIds(): { attemptId: string; reconcileStepId: string } {
  return { attemptId: uuid(), reconcileStepId: uuid() }
}

export async function actionClaim(sql: Sql, { step, record }: LoadedActionStep, options: ClaimOptions): Promise<Claim> {
  const { attemptId, reconcileStepId } = options.ids
  const { action } = record
  const fence = record.fence + 1
  const details = actionEventDetails({ type: 'attempt.started', fence })
  const at = new Date().toISOString()
  const { entries } = chain(action.id, record.head, [{ actor: ORCHESTRATOR, action: 'attempt.started', details }], at)
  const [entry] = entries
  if (entry === undefined) throw new TypeError('a chain of one draft has one entry')
  const parameters = {
    ...{ action: action.id, tenant: action.tenantId, version: record.version, step: step.id, run: step.run },
    ...{ attempt: attemptId, reconcile_step: reconcileStepId, phase: options.phase, sender: options.sender },
    ...{ deadline_ms: options.deadlineMs, trace: step.trace ?? null, kill_keys: killKeys(action) },
    ...{ digest: options.digest, approvers: options.approvers, policy: options.policyVersion },
    ...{ app_window: options.appWindow ?? null, account_window: options.accountWindow ?? null },
    ...{ at, actor_sub: ORCHESTRATOR.sub, actor_principal: ORCHESTRATOR.principal },
    ...{ details: JSON.stringify(details), prev_hash: entry.prevHash, hash: entry.hash },
  }
  const query = sql.unsafe<{ code: ClaimCode; until: Date | null }[]>(CLAIM, [JSON.stringify(parameters)], {
    prepare: true,
  })
  const [row] = await deadline(query, 6000, 'claiming an action')
  return {
    code: row?.code ?? 'GONE',
    ...(row?.until == null ? {} : { until: row.until }),
    attemptId,
    reconcileStepId,
    fence,
  }
}

const CLAIM = 'SELECT code, until FROM governance.claim_action($1::text::jsonb)'
