// What a person said became of an unknown outcome: the platform is asked once more, and what it says counts more.
import { isCommanded, type LoadedActionStep } from '#db/action/action-load.ts'
import type { ActionWrite } from '#db/action/action-write.ts'
import type { AttemptToResolve } from '#db/attempt/attempt-open.ts'
import type { ActionOutcome } from './action-outcome.ts'
import { type ProbePorts, probeFor } from './probe-for.ts'
import { type RecordDecisionPorts, recordDecision } from './record-decision.ts'

export interface ResolvePorts extends ProbePorts, RecordDecisionPorts {
  attemptToResolve(tenantId: string, actionId: string): Promise<AttemptToResolve | undefined>
  /** This process. */
  sender: string
  sending: ReadonlySet<string>
}

/** How soon a sender is looked for again that may still be about to send. */
const SENDER_LOOK_MS = 1000

export function resolveAction(
  ports: ResolvePorts,
): (loaded: LoadedActionStep, signal: AbortSignal) => Promise<ActionOutcome> {
  return async (loaded, signal) => {
    const { action, resolution } = loaded.record
    const attempt = await ports.attemptToResolve(action.tenantId, action.id)
    if (attempt === undefined || resolution === undefined || action.status !== 'OUTCOME_UNKNOWN')
      return { kind: 'close' }
    const probe = await probeFor(ports, loaded, attempt, signal)
    if (probe.kind === 'found') {
      const { platformRefId, permalink } = probe
      const found = permalink === undefined ? { platformRefId } : { platformRefId, permalink }
      return recordDecision(ports, loaded, { type: 'complete', ...found, how: 'probe' }, ended(attempt, platformRefId))
    }
    const gone =
      // A proof of absence has seen that already.
      attempt.outcome === 'ABSENT' ||
      attempt.senderGone ||
      (attempt.sender === ports.sender && !ports.sending.has(attempt.id))
    // Sent again while a paused sender may still wake up, it could be there twice.
    if (resolution.outcome === 'not_published' && resolution.retry && !gone)
      return { kind: 'put_off', why: 'its sender may still live', delayMs: SENDER_LOOK_MS }
    const { fence, probes } = attempt
    const refId = resolution.outcome === 'published' ? resolution.platformRefId : undefined
    const command = { type: 'resolve', fence, probes, resolution, commanded: isCommanded(loaded) } as const
    return recordDecision(ports, loaded, command, ended(attempt, refId))
  }
}

function ended({ id, fence }: AttemptToResolve, platformRefId: string | undefined): Pick<ActionWrite, 'attempt'> {
  const end =
    platformRefId === undefined ? { outcome: 'ABSENT' as const } : { outcome: 'ACCEPTED' as const, platformRefId }
  return { attempt: { id, fence, ...end } }
}
