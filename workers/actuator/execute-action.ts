// Sends one action, at most once: check, prepare, connect, claim, gate, write once, record. The letters are those of the design.
import type { LoadedActionStep } from '#db/action/action-load.ts'
import { type Claim, newClaimIds } from '#db/attempt/action-claim.ts'
import { isConnectionLost } from '#db/connection/connection-lost.ts'
import { approversFor } from '#domain/action/policy.ts'
import { backoffMs } from '#domain/outcome.ts'
import { CredentialsRefused } from '#domain/ports/credential-source.ts'
import type { Allowance, Connection, Handles, PlatformPort, SendResult } from '#domain/ports/platform.ts'
import { whilePostgresIsAway } from '../runtime/while-postgres-is-away.ts'
import type { ActionOutcome } from './action-outcome.ts'
import { checkBeforeSending } from './check-before-sending.ts'
import type { CommandCheckSettings } from './check-command.ts'
import { accountOf, postOf } from './post-of.ts'
import { type PrepareForSending, prepareForSending } from './prepare-for-sending.ts'
import type { AttemptEnd, RecordAttempt } from './record-attempt.ts'
import { refusalOfClaim } from './refusal-of-claim.ts'

export interface ExecutePorts extends PrepareForSending {
  platform: PlatformPort
  commands: CommandCheckSettings
  claim(loaded: LoadedActionStep, options: ClaimRequest): Promise<Claim>
  /** After a claim whose answer was lost: whether it holds. */
  claimed(attemptId: string): Promise<boolean>
  /** False: the step is gone or was put off before. */
  putOff(step: { id: string; run: number }, delayMs: number): Promise<boolean>
  recordAttempt: RecordAttempt
  noteAllowance(accountId: string, allowance: Allowance): Promise<void>
  /** SHA-256 over what would be sent, to be compared with what was approved. */
  digestOf(loaded: LoadedActionStep): string
  /** From then on nothing is claimed any more: what has not begun is left to another process. */
  leaving: AbortSignal
  /** How long the platform may take to answer. */
  sendTimeoutMs: number
  /** Attempts between claim and record, so that this process knows of its own. */
  sending: Set<string>
}

export interface ClaimRequest {
  ids: ReturnType<typeof newClaimIds>
  deadlineMs: number
  digest: string
  approvers: number
  policyVersion: number
}

/** Beyond the time to answer, before anybody may ask for the outcome. */
const DEADLINE_SLACK_MS = 3000
/** Between asking for the claim and the first byte: a process that was paused longer has lost its turn. */
const GATE_MS = 10_000
const LOST_CLAIM_PATIENCE_MS = 60_000
const AFTER_LOST_CLAIM_MS = 1000

export function executeAction(
  ports: ExecutePorts,
): (loaded: LoadedActionStep, signal: AbortSignal) => Promise<ActionOutcome> {
  return async (loaded, signal) => {
    const breach = await checkBeforeSending(loaded, ports.digestOf(loaded), ports.commands)
    if (breach !== undefined) return { kind: 'command', command: { type: 'fail', error: breach } }
    const prepared = await prepareForSending(ports, ports.platform, loaded, signal) // B
    if ('kind' in prepared) return prepared
    ports.leaving.throwIfAborted()
    const connection = await connected(ports, loaded, signal) // C
    if ('kind' in connection) return connection
    try {
      return await sendOnce(ports, loaded, connection, prepared.handles)
    } finally {
      connection.close()
    }
  }
}

async function connected(
  ports: ExecutePorts,
  loaded: LoadedActionStep,
  signal: AbortSignal,
): Promise<Connection | ActionOutcome> {
  try {
    return await ports.platform.connect(accountOf(loaded), signal)
  } catch (error) {
    if (signal.aborted) throw error
    if (error instanceof CredentialsRefused) {
      if (loaded.account !== undefined) await ports.noteAuthentication(loaded.account.id, false, error.message)
      return { kind: 'put_off', why: error.message, delayMs: 1000, hold: 'ACCOUNT_CLOSED' }
    }
    return { kind: 'put_off', why: 'no connection', delayMs: backoffMs(Math.min(loaded.step.run, 6), Math.random()) }
  }
}

async function sendOnce(
  ports: ExecutePorts,
  loaded: LoadedActionStep,
  connection: Connection,
  handles: Handles,
): Promise<ActionOutcome> {
  ports.leaving.throwIfAborted()
  const startedMono = performance.now()
  const startedWall = Date.now()
  const claim = await claimed(ports, loaded) // D
  if (claim.code !== 'CLAIMED') return refusalOfClaim(claim)
  ports.sending.add(claim.attemptId)
  try {
    const elapsedMs = Math.max(performance.now() - startedMono, Date.now() - startedWall) // E
    const end: AttemptEnd =
      elapsedMs > Math.min(GATE_MS, ports.sendTimeoutMs)
        ? { kind: 'not_sent', detail: `${Math.round(elapsedMs)} ms passed between claim and sending` }
        : await connection.postContent(postOf(loaded), handles, ports.sendTimeoutMs) // F
    if (end.kind !== 'not_sent') await tellAccount(ports, loaded, end)
    const recorded = await ports.recordAttempt(loaded, claim, end) // G
    return { kind: 'done', what: `${end.kind}${recorded ? '' : ' (found recorded)'}` }
  } finally {
    ports.sending.delete(claim.attemptId)
  }
}

/** In statements of their own, before the action's row is held: what the answer says of the account. */
async function tellAccount(ports: ExecutePorts, { record, account }: LoadedActionStep, end: SendResult): Promise<void> {
  const { tenantId, platform, account: name } = record.action
  const close = (untilMs: number, reason: string) => ports.closeAccount(tenantId, platform, name, untilMs, reason)
  if (end.kind === 'rate_limited') await close(end.untilMs, 'the platform answered 429')
  if (account === undefined) return
  if (end.kind === 'unauthorized') await ports.noteAuthentication(account.id, false, end.detail)
  if (end.allowance === undefined) return
  await ports.noteAllowance(account.id, end.allowance)
  if (end.allowance.remaining <= 0) await close(end.allowance.resetsAtMs, 'its window on the platform is used up')
}

/**
 * A claim whose answer was lost may hold, or still be on its way: its step is moved on, so that what holds afterwards is all that
 * ever will. Nothing is sent under it; the dead man or the record opens the action again.
 */
async function claimed(ports: ExecutePorts, loaded: LoadedActionStep): Promise<Claim> {
  const ids = newClaimIds()
  const { record, policy } = loaded
  const { action, payload } = record
  try {
    return await ports.claim(loaded, {
      ids,
      deadlineMs: ports.sendTimeoutMs + DEADLINE_SLACK_MS,
      digest: ports.digestOf(loaded),
      approvers: approversFor(policy, { platform: action.platform, accountKind: accountOf(loaded).kind, payload }),
      policyVersion: policy.version,
    })
  } catch (error) {
    if (!isConnectionLost(error)) throw error
    const claim: Claim = { code: 'CLAIMED', ...ids, fence: record.fence + 1 }
    // Waited for: left to the dead man, the action would stand still until long after Postgres is back.
    const patiently = <T>(work: () => Promise<T>) => whilePostgresIsAway(work, LOST_CLAIM_PATIENCE_MS)
    const isVoid = await patiently(() => ports.putOff(loaded.step, AFTER_LOST_CLAIM_MS))
    if (!isVoid && (await patiently(() => ports.claimed(ids.attemptId))))
      await ports.recordAttempt(loaded, claim, { kind: 'not_sent', detail: 'the answer to the claim was lost' })
    return { ...claim, code: 'GONE' }
  }
}
