// Moves one action on: decided, evolved, chained, and one call that writes all of it or nothing.
import type { ActionPayload, PreflightFinding } from '#contracts/action.ts'
import type { Action, ActionError, Resolution } from '#domain/action/action.ts'
import type { AttemptOutcome } from '#domain/action/action-status.ts'
import type { ActionEvent } from '#domain/action/event.ts'
import type { Actor } from '#domain/actor.ts'
import type { AuditEntry, JsonObject } from '#domain/audit-entry.ts'
import type { KeptAnswer } from '#domain/ports/campaign-ledger.ts'
import type { NewStep } from '#domain/step.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import type { ActionRecord } from './action-row.ts'
import { planWrite } from './plan-write.ts'

export interface ActionWrite {
  record: ActionRecord
  events: readonly ActionEvent[]
  actor: Actor
  /** The step that this came from, and whether it stays. */
  step?: { id: string; run: number }
  keep?: { delayMs: number; counted: boolean }
  /** The attempt that this is the outcome of. */
  attempt?: {
    id: string
    fence: number
    outcome: AttemptOutcome
    httpStatus?: number
    error?: ActionError
    platformRefId?: string
    probes?: number
    echo?: string
    /** The sender itself says it: it will not send any more. */
    senderDone?: boolean
  }
  /** The command that this is the acceptance of: its jti counts once, for ever. */
  receipt?: CommandReceipt
  resolution?: Resolution | null
  /** Why the step is kept, in the words of `why`. */
  hold?: string
  mediaSha256?: string[]
  /** New content: written with the event that tells of it, unless the account has the same already. */
  content?: ActionContent
  /** A step of the action to be looked at sooner. */
  pullStep?: { id: string; delayMs: number }
  trace: string | undefined
  /** Makes the answer to keep from what is about to become true. */
  answer?: (after: { action: Action; entries: AuditEntry[] }) => KeptAnswer
}

export interface CommandReceipt {
  jti: string
  digest: string
  bodySha256: string
  /** The exact bytes under the signature. */
  body: string
  signature: string
  publicKey: JsonObject
  /** RFC 3339 UTC. */
  acceptedAt: string
}

export interface ActionContent {
  payload: ActionPayload
  fingerprint: string
  preflight: PreflightFinding[]
}

export interface ActionWritten {
  written: 'written' | 'conflict' | 'key_taken' | 'jti_taken' | 'held' | 'duplicate'
  action: Action
  /** Steps to hint at. */
  steps: (NewStep & { tenantId: string })[]
}

/** @throws what Postgres says; the outcome of a lost connection is not known, and trying again is safe */
export async function actionWrite(sql: Sql, write: ActionWrite): Promise<ActionWritten> {
  const planned = planWrite(write)
  const statement = write.content === undefined ? WRITE : EDIT
  const query = sql.unsafe<{ written: Written }[]>(statement, [JSON.stringify(planned.parameters)], { prepare: true })
  const [row] = await deadline(query, 6000, 'writing an action')
  return writtenAs(planned, row?.written)
}

export type Written = ActionWritten['written']

export function writtenAs(
  { action, steps }: ReturnType<typeof planWrite>,
  written: Written = 'conflict',
): ActionWritten {
  const hints = written === 'written' ? steps.map(step => ({ ...step, tenantId: action.tenantId })) : []
  return { written, action, steps: hints }
}

const WRITE = 'SELECT governance.write_action($1::text::jsonb) AS written'
const EDIT = 'SELECT governance.edit_action($1::text::jsonb) AS written'
