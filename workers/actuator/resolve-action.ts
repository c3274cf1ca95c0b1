// What a person said became of an unknown outcome: the platform is asked once more, and what it says counts more.
import type { LoadedActionStep } from '#db/action/action-load.ts'
import type { ActionWrite, ActionWritten } from '#db/action/action-write.ts'
import type { OpenAttempt } from '#db/attempt/attempt-open.ts'
import { type ActionCommand, decideAction } from '#domain/action/decide.ts'
import { ORCHESTRATOR } from '#domain/actor.ts'
import type { ActionOutcome } from './action-outcome.ts'
import { type ProbePorts, probeFor } from './probe-for.ts'

export interface ResolvePorts extends ProbePorts {
  openAttempt(tenantId: string, actionId: string): Promise<OpenAttempt | undefined>
  write(write: ActionWrite): Promise<ActionWritten>
  announce(written: ActionWritten, trace: string | undefined): void
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
    const attempt = await ports.openAttempt(action.tenantId, action.id)
    if (attempt === undefined || resolution === undefined || action.status !== 'OUTCOME_UNKNOWN')
      return { kind: 'close' }
    const probe = await probeFor(ports, loaded, attempt, signal)
    if (probe.kind === 'found') {
      const { platformRefId, permalink } = probe
      const found = permalink === undefined ? { platformRefId } : { platformRefId, permalink }
      return record(ports, loaded, attempt, { type: 'complete', ...found, how: 'probe' }, platformRefId)
    }
    const gone = attempt.senderGone || (attempt.sender === ports.sender && !ports.sending.has(attempt.id))
    // Sent again while a paused sender may still wake up, it could be there twice.
    if (resolution.outcome === 'not_published' && resolution.retry && !gone)
      return { kind: 'put_off', why: 'its sender may still live', delayMs: SENDER_LOOK_MS }
    const { fence, probes } = attempt
    const refId = resolution.outcome === 'published' ? resolution.platformRefId : undefined
    return record(ports, loaded, attempt, { type: 'resolve', fence, probes, resolution }, refId)
  }
}

async function record(
  ports: ResolvePorts,
  { step, record: row }: LoadedActionStep,
  { id, fence }: OpenAttempt,
  command: ActionCommand,
  platformRefId: string | undefined,
): Promise<ActionOutcome> {
  const written = await ports.write({
    record: row,
    events: decideAction(row.action, command, Date.now()),
    actor: ORCHESTRATOR,
    trace: step.trace,
    step,
    attempt: {
      id,
      fence,
      ...(platformRefId === undefined ? { outcome: 'ABSENT' } : { outcome: 'ACCEPTED', platformRefId }),
    },
  })
  if (written.written !== 'written') return { kind: 'put_off', why: 'the action moved on', delayMs: 50 }
  ports.announce(written, step.trace)
  return { kind: 'done', what: command.type }
}
