// G: what an attempt's end makes of its action. Guarded by attempt and fence alone, so that a late truth still counts.
import type { LoadedActionStep } from '#db/action/action-load.ts'
import type { ActionRecord } from '#db/action/action-row.ts'
import type { ActionWrite, ActionWritten } from '#db/action/action-write.ts'
import type { Claim } from '#db/attempt/action-claim.ts'
import { mayPass } from '#db/connection/connection-lost.ts'
import type { AttemptOutcome } from '#domain/action/action-status.ts'
import { type ActionCommand, decideAction } from '#domain/action/decide.ts'
import { ORCHESTRATOR } from '#domain/actor.ts'
import type { SendResult } from '#domain/ports/platform.ts'

export type AttemptEnd = SendResult | { kind: 'not_sent'; detail: string }

/** @returns false when the attempt had been resolved by somebody else */
export type RecordAttempt = (
  loaded: LoadedActionStep,
  claim: Pick<Claim, 'attemptId' | 'reconcileStepId' | 'fence'>,
  end: AttemptEnd,
) => Promise<boolean>

export interface RecordAttemptPorts {
  loadAction(tenantId: string, actionId: string): Promise<ActionRecord | undefined>
  attemptStillOpen(attemptId: string): Promise<boolean>
  write(write: ActionWrite): Promise<ActionWritten>
  /** Hints at the steps that are open now. */
  announce(written: ActionWritten, trace: string | undefined): void
}

const PATIENCE_MS = 60_000
/** After an unknown end the first probe: the answer may just have been lost. */
const FIRST_PROBE_MS = 1000

export function recordAttempt(ports: RecordAttemptPorts): RecordAttempt {
  return async (loaded, claim, end) => {
    const { id, tenantId } = loaded.record.action
    const since = Date.now()
    for (let tries = 0; ; tries++) {
      try {
        const record = await ports.loadAction(tenantId, id)
        if (record === undefined || !(await ports.attemptStillOpen(claim.attemptId))) return false
        const written = await ports.write(writeOf(record, loaded, claim, end))
        if (written.written === 'written') {
          ports.announce(written, loaded.step.trace)
          return true
        }
      } catch (error) {
        // A COMMIT whose answer was lost: the next look tells. Longer than this, the dead man takes over.
        if (!mayPass(error) || Date.now() - since > PATIENCE_MS) throw error
      }
      await new Promise(resolve => setTimeout(resolve, Math.min(1000, 25 * 2 ** tries)))
    }
  }
}

function writeOf(
  record: ActionRecord,
  { step }: LoadedActionStep,
  { attemptId, reconcileStepId, fence }: Pick<Claim, 'attemptId' | 'reconcileStepId' | 'fence'>,
  end: AttemptEnd,
): ActionWrite {
  const lost = end.kind === 'unknown'
  const events =
    lost && record.action.status === 'OUTCOME_UNKNOWN'
      ? []
      : decideAction(record.action, commandOf(end, fence), Date.now())
  return {
    record,
    events,
    actor: ORCHESTRATOR,
    trace: step.trace,
    attempt: {
      id: attemptId,
      fence,
      outcome: OUTCOME_OF[end.kind],
      senderDone: true,
      ...('httpStatus' in end && end.httpStatus !== undefined ? { httpStatus: end.httpStatus } : {}),
      ...(end.kind === 'refused' ? { error: end.error } : {}),
      ...(end.kind === 'unknown' || end.kind === 'not_sent'
        ? { error: { code: lost ? 'OUTCOME_UNKNOWN' : 'NOT_SENT', message: end.detail, retryable: !lost } }
        : {}),
      ...(end.kind === 'unknown' && end.echo !== undefined ? { echo: end.echo } : {}),
      ...(end.kind === 'unauthorized'
        ? { error: { code: 'CREDENTIALS_REFUSED', message: end.detail, retryable: true } }
        : {}),
      ...(end.kind === 'accepted' ? { platformRefId: end.platformRefId } : {}),
    },
    // The dead man stays when the end is not known, and looks soon.
    ...(lost ? { pullStep: { id: reconcileStepId, delayMs: FIRST_PROBE_MS } } : {}),
  }
}

const OUTCOME_OF: Record<AttemptEnd['kind'], AttemptOutcome> = {
  accepted: 'ACCEPTED',
  refused: 'REFUSED_BY_PLATFORM',
  unauthorized: 'NOT_SENT',
  rate_limited: 'RATE_LIMITED',
  unknown: 'UNKNOWN',
  not_sent: 'NOT_SENT',
}

function commandOf(end: AttemptEnd, fence: number): ActionCommand {
  switch (end.kind) {
    case 'accepted': {
      const { platformRefId, permalink } = end
      return { type: 'complete', platformRefId, ...(permalink === undefined ? {} : { permalink }), how: 'answer' }
    }
    case 'refused':
      return { type: 'fail', error: end.error }
    case 'rate_limited':
      return {
        type: 'rateLimit',
        fence,
        until: new Date(end.untilMs).toISOString(),
        detail: 'the platform answered 429',
      }
    case 'unauthorized':
      return { type: 'notSent', fence, detail: end.detail }
    case 'not_sent':
      return { type: 'notSent', fence, detail: end.detail }
    case 'unknown':
      return { type: 'lose', fence, detail: end.detail }
    default:
      return end satisfies never
  }
}
