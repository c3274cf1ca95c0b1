// The claim: the one way from QUEUED to EXECUTING, with the intent written before the first byte goes out.
import { randomUUIDv7 as uuid } from 'node:crypto'
import { actionEventDetails } from '#domain/action/event.ts'
import { ORCHESTRATOR } from '#domain/actor.ts'
import type { LoadedActionStep } from '../action/action-load.ts'
import { chain } from '../audit/chain.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

export type ClaimCode =
  | 'CLAIMED'
  | 'GONE'
  | 'STALE'
  | 'NOT_QUEUED'
  | 'NOT_APPROVED'
  | 'ACCOUNT_UNKNOWN'
  | 'ACCOUNT_CLOSED'
  | 'EXPIRED'
  | 'EARLY'
  | 'MISSED'
  | 'CAMPAIGN_CANCELLED'
  | 'TWIN_UNRESOLVED'

export interface Claim {
  code: ClaimCode
  until?: Date
  attemptId: string
  /** The dead man: finds out the outcome should nobody record it. */
  reconcileStepId: string
  fence: number
}

/** Ids are made before the call, so that after a lost connection the caller can look whether it was claimed. */
export function newClaimIds(): { attemptId: string; reconcileStepId: string } {
  return { attemptId: uuid(), reconcileStepId: uuid() }
}

export async function actionClaim(
  sql: Sql,
  { step, record }: LoadedActionStep,
  options: { ids: ReturnType<typeof newClaimIds>; sender: string; deadlineMs: number; phase: string },
): Promise<Claim> {
  const { attemptId, reconcileStepId } = options.ids
  const { action } = record
  const fence = record.fence + 1
  const details = actionEventDetails({ type: 'attempt.started', fence })
  const at = new Date().toISOString()
  const { entries } = chain(action.id, record.head, [{ actor: ORCHESTRATOR, action: 'attempt.started', details }], at)
  const [entry] = entries
  if (entry === undefined) throw new TypeError('a chain of one draft has one entry')
  const parameters = [
    ...[action.id, action.tenantId, record.version, step.id, step.run],
    ...[attemptId, options.phase, options.sender, options.deadlineMs, reconcileStepId, step.trace ?? null],
    ...[at, ORCHESTRATOR.sub, ORCHESTRATOR.principal, JSON.stringify(details), entry.prevHash, entry.hash],
  ]
  const query = sql.unsafe<{ code: ClaimCode; until: Date | null }[]>(CLAIM, parameters as never[], { prepare: true })
  const [row] = await deadline(query, 6000, 'claiming an action')
  return {
    code: row?.code ?? 'GONE',
    ...(row?.until == null ? {} : { until: row.until }),
    attemptId,
    reconcileStepId,
    fence,
  }
}

const CLAIM = `
SELECT code, until
FROM governance.claim_action($1::uuid, $2::uuid, $3::int, $4::uuid, $5::int, $6::uuid, $7::text, $8::text, $9::int, $10::uuid,
  $11::text, $12::text::timestamptz, $13::text, $14::text, $15::text::jsonb, decode($16::text, 'hex'), decode($17::text, 'hex'))`
