// H: finds out what became of an attempt: by proof, never by guess.
import { isCommanded, type LoadedActionStep } from '#db/action/action-load.ts'
import type { ActionWrite } from '#db/action/action-write.ts'
import type { OpenAttempt } from '#db/attempt/attempt-open.ts'
import type { AttemptOutcome } from '#domain/action/action-status.ts'
import type { ActionOutcome } from './action-outcome.ts'
import { accountOf } from './post-of.ts'
import { type ProbePorts, probeFor } from './probe-for.ts'
import { type RecordDecisionPorts, recordDecision } from './record-decision.ts'

export interface ReconcilePorts extends ProbePorts, RecordDecisionPorts {
  openAttempt(tenantId: string, actionId: string): Promise<OpenAttempt | undefined>
  noteProbe(attemptId: string): Promise<void>
  /** This process. */
  sender: string
  sending: ReadonlySet<string>
  /** Absence counts only after this long beyond the deadline. */
  quietMs: number
}

/** Absence needs at least so many probes that found nothing. */
const PROBES = 3
/** With no proof either way so long after the quiet period, a person is asked; probing goes on. */
const PATIENCE_MS = 60_000
/** Proven absent and sent again by itself at most so often. */
const REQUEUES = 2

export function reconcileAction(
  ports: ReconcilePorts,
): (loaded: LoadedActionStep, signal: AbortSignal) => Promise<ActionOutcome> {
  return async (loaded, signal) => {
    const { action } = loaded.record
    const attempt = await ports.openAttempt(action.tenantId, action.id)
    if (attempt === undefined) return { kind: 'close' }
    if (attempt.outcome === 'INTENT' && attempt.msPastDeadline < 0)
      return { kind: 'put_off', why: 'may still be sending', delayMs: 1000 - attempt.msPastDeadline }

    const platform = ports.platformOf(action.platform)
    const probe = await probeFor(ports, loaded, attempt, signal)
    if (probe.kind === 'found') {
      const { platformRefId, permalink } = probe
      const command = {
        type: 'complete',
        platformRefId,
        ...(permalink === undefined ? {} : { permalink }),
        how: 'probe',
      } as const
      return recordDecision(ports, loaded, command, become(attempt, { outcome: 'ACCEPTED', platformRefId }))
    }
    if (attempt.outcome === 'INTENT') {
      const command = { type: 'lose', fence: attempt.fence, detail: 'nobody recorded its outcome' } as const
      const keepMs = nextProbeMs(attempt, ports.quietMs)
      return recordDecision(ports, loaded, command, become(attempt, { outcome: 'UNKNOWN' }, keepMs))
    }
    if (probe.kind === 'not_found') await ports.noteProbe(attempt.id)
    if (!provenAbsent(ports, attempt, probe.kind === 'not_found')) {
      const delayMs = nextProbeMs(attempt, ports.quietMs)
      const asked = action.status === 'OUTCOME_UNKNOWN' && action.needsHuman
      if (asked || attempt.msPastDeadline < 3 * ports.quietMs + PATIENCE_MS)
        return { kind: 'put_off', why: probe.kind, delayMs }
      const why =
        probe.kind === 'not_found' ? 'nothing is found, but its sender may still live' : 'the platform does not say'
      return recordDecision(ports, loaded, { type: 'askHuman', why }, become(attempt, { outcome: 'UNKNOWN' }, delayMs))
    }
    const requeue = !platform.capabilities(accountOf(loaded).kind).metered && attempt.absentBefore < REQUEUES
    const probes = attempt.probes + 1
    const commanded = isCommanded(loaded)
    const command = { type: 'proveAbsent', fence: attempt.fence, probes, requeue, commanded } as const
    return recordDecision(ports, loaded, command, become(attempt, { outcome: 'ABSENT', probes }))
  }
}

/** Nobody can be about to send any more, and it had the time to show up. */
function provenAbsent(ports: ReconcilePorts, attempt: OpenAttempt, foundNothing: boolean): boolean {
  const senderGone = attempt.senderGone || (attempt.sender === ports.sender && !ports.sending.has(attempt.id))
  return foundNothing && senderGone && attempt.msPastDeadline >= ports.quietMs && attempt.probes + 1 >= PROBES
}

/** Often at first, for what is there is mostly there at once, and until the proof is complete; later ever rarer. */
function nextProbeMs(attempt: OpenAttempt, quietMs: number): number {
  const openMs = Math.max(0, attempt.msPastDeadline) + 1000
  const isEarly = openMs < quietMs || (attempt.probes < PROBES && openMs < quietMs + PATIENCE_MS)
  const ms = isEarly ? Math.max(1000, quietMs / 5) : Math.min(3600_000, openMs / 2)
  return Math.round(ms * (0.9 + 0.2 * Math.random()))
}

/** @param keepMs the step stays, due again then */
function become(
  { id, fence }: OpenAttempt,
  end: { outcome: AttemptOutcome; platformRefId?: string; probes?: number },
  keepMs?: number,
): Pick<ActionWrite, 'attempt' | 'keep'> {
  const keep = keepMs === undefined ? {} : { keep: { delayMs: keepMs, counted: false } }
  return { attempt: { id, fence, ...end }, ...keep }
}
