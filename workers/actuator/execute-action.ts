// Sends one action, at most once: connect, claim, gate, write once, record. The letters are those of the design.

import type { ActionPayload } from '#contracts/action.ts'
import type { LoadedActionStep } from '#db/action/action-load.ts'
import { type Claim, newClaimIds } from '#db/attempt/action-claim.ts'
import { isConnectionLost } from '#db/connection/connection-lost.ts'
import type { ActionError } from '#domain/action/action.ts'
import { backoffMs } from '#domain/outcome.ts'
import type { Connection, PlatformPort, Post, SendResult } from '#domain/ports/platform.ts'
import { whilePostgresIsAway } from '../runtime/while-postgres-is-away.ts'
import type { ActionOutcome } from './action-outcome.ts'
import { preflightOf } from './preflight-of.ts'
import type { RecordAttempt } from './record-attempt.ts'

export interface ExecutePorts {
  platform: PlatformPort
  claim(loaded: LoadedActionStep, options: { ids: ReturnType<typeof newClaimIds>; deadlineMs: number }): Promise<Claim>
  /** After a claim whose answer was lost: whether it holds. */
  claimed(attemptId: string): Promise<boolean>
  recordAttempt: RecordAttempt
  closeAccount(tenantId: string, platform: string, account: string, untilMs: number, reason: string): Promise<void>
  /** SHA-256 over what would be sent, to be compared with what was approved. */
  digestOf(loaded: LoadedActionStep): string
  /** How long the platform may take to answer. */
  sendTimeoutMs: number
  /** Attempts between claim and record, for the heartbeat of this process. */
  sending: Set<string>
}

/** Beyond the time to answer, before anybody may ask for the outcome. */
const DEADLINE_SLACK_MS = 3000
/** Between asking for the claim and the first byte: a process that was paused longer has lost its turn. */
const GATE_MS = 10_000
const LOST_CLAIM_PATIENCE_MS = 60_000

export function executeAction(
  ports: ExecutePorts,
): (loaded: LoadedActionStep, signal: AbortSignal) => Promise<ActionOutcome> {
  return async (loaded, signal) => {
    const { action } = loaded.record
    if (ports.digestOf(loaded) !== action.digest)
      return { kind: 'command', command: { type: 'fail', error: DIGEST_MISMATCH } }
    const breach = breachOf(loaded)
    if (breach !== undefined) return { kind: 'command', command: { type: 'fail', error: breach } }

    let connection: Connection // C
    try {
      connection = await ports.platform.connect(signal)
    } catch (error) {
      if (signal.aborted) throw error
      return { kind: 'put_off', why: 'no connection', delayMs: backoffMs(Math.min(loaded.step.run, 6), Math.random()) }
    }
    try {
      const startedMono = performance.now()
      const startedWall = Date.now()
      const claim = await claimed(ports, loaded) // D
      if (claim.code !== 'CLAIMED') return refusal(claim)
      ports.sending.add(claim.attemptId)
      try {
        const elapsedMs = Math.max(performance.now() - startedMono, Date.now() - startedWall) // E
        const result: SendResult | { kind: 'not_sent'; detail: string } =
          elapsedMs > Math.min(GATE_MS, ports.sendTimeoutMs)
            ? { kind: 'not_sent', detail: `${Math.round(elapsedMs)} ms passed between claim and sending` }
            : await connection.postContent(postOf(loaded), ports.sendTimeoutMs) // F
        if (result.kind === 'rate_limited')
          await ports.closeAccount(action.tenantId, action.platform, action.account, result.untilMs, 'answered 429')
        const recorded = await ports.recordAttempt(loaded, claim, result) // G
        return { kind: 'done', what: `${result.kind}${recorded ? '' : ' (found recorded)'}` }
      } finally {
        ports.sending.delete(claim.attemptId)
      }
    } finally {
      connection.close()
    }
  }
}

const DIGEST_MISMATCH = {
  code: 'DIGEST_MISMATCH',
  message: 'what would be sent is not what was approved',
  retryable: false,
}

/** What the platform would refuse is not sent: the same table that a proposal is held against. */
function breachOf({ record }: LoadedActionStep): ActionError | undefined {
  const { platform, account } = record.action
  const finding = preflightOf({ platform, account, payload: record.payload }).find(each => each.severity === 'ERROR')
  if (finding === undefined) return undefined
  return { code: 'PREFLIGHT_FAILED', message: `${finding.pointer} ${finding.message}`, retryable: false }
}

/** A claim whose answer was lost may hold: then nothing is sent under it, and the dead man or the record opens it again. */
async function claimed(ports: ExecutePorts, loaded: LoadedActionStep): Promise<Claim> {
  const ids = newClaimIds()
  try {
    return await ports.claim(loaded, { ids, deadlineMs: ports.sendTimeoutMs + DEADLINE_SLACK_MS })
  } catch (error) {
    if (!isConnectionLost(error)) throw error
    // Waited for: left to the dead man, the action would stand still until long after Postgres is back.
    if (!(await whilePostgresIsAway(() => ports.claimed(ids.attemptId), LOST_CLAIM_PATIENCE_MS))) throw error
    const claim: Claim = { code: 'CLAIMED', ...ids, fence: loaded.record.fence + 1 }
    await ports.recordAttempt(loaded, claim, { kind: 'not_sent', detail: 'the answer to the claim was lost' })
    return { ...claim, code: 'GONE' }
  }
}

function refusal({ code, until }: Claim): ActionOutcome {
  const delayMs = until === undefined ? 1000 : Math.max(250, until.getTime() - Date.now())
  switch (code) {
    case 'GONE':
    case 'NOT_QUEUED':
      return { kind: 'close' }
    case 'STALE':
      return { kind: 'put_off', why: 'the action moved on', delayMs: 250 }
    case 'EARLY':
    case 'ACCOUNT_CLOSED':
    case 'TWIN_UNRESOLVED':
      return { kind: 'put_off', why: code, delayMs }
    case 'EXPIRED':
      return { kind: 'command', command: { type: 'expire' } }
    case 'MISSED':
      return { kind: 'command', command: { type: 'miss' } }
    case 'CAMPAIGN_CANCELLED':
      return { kind: 'command', command: { type: 'cancel', reason: 'its campaign was cancelled' } }
    case 'NOT_APPROVED':
    case 'ACCOUNT_UNKNOWN':
      return { kind: 'command', command: { type: 'fail', error: { code, message: MESSAGES[code], retryable: false } } }
    default:
      throw new TypeError(`the claim answered ${code}`)
  }
}

const MESSAGES = {
  NOT_APPROVED: 'the approvals do not cover what would be sent',
  ACCOUNT_UNKNOWN: 'the account is not an account of this tenant',
}

function postOf({ record }: LoadedActionStep): Post {
  const { action, payload, mediaSha256 = [] } = record
  const urls = (payload as ActionPayload).media_urls ?? []
  return {
    actionId: action.id,
    account: action.account,
    text: payload.content_text,
    media: urls.map((url, index) => ({
      url,
      sha256: mediaSha256[index] ?? '',
      ...(payload.alt_texts?.[index] === undefined ? {} : { alt: payload.alt_texts[index] }),
    })),
    ...(payload.reply_to === undefined ? {} : { replyTo: payload.reply_to }),
    ...(payload.budget_bid === undefined ? {} : { budgetMinor: Math.round(payload.budget_bid * 100) }),
    ...(payload.mock === undefined ? {} : { mock: payload.mock }),
  }
}
