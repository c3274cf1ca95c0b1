// Records what a handler has decided about its action, together with the closing of its step.
import type { LoadedActionStep } from '#db/action/action-load.ts'
import type { ActionWrite, ActionWritten } from '#db/action/action-write.ts'
import { type ActionCommand, decideAction } from '#domain/action/decide.ts'
import { ORCHESTRATOR } from '#domain/actor.ts'
import type { ActionOutcome } from './action-outcome.ts'

export interface RecordDecisionPorts {
  write(write: ActionWrite): Promise<ActionWritten>
  /** Hints at the steps that are open now. */
  announce(written: ActionWritten, trace: string | undefined): void
}

const KILLED_AGAIN_MS = 2000
const MOVED_AGAIN_MS = 50

/**
 * @param also what is written beside the events, all or nothing
 * @throws IllegalTransition; what Postgres says
 */
export async function recordDecision(
  ports: RecordDecisionPorts,
  { record, step }: LoadedActionStep,
  command: ActionCommand,
  also: Pick<ActionWrite, 'attempt' | 'keep' | 'receipt'>,
): Promise<ActionOutcome> {
  const events = decideAction(record.action, command, Date.now())
  const written = await ports.write({ record, events, actor: ORCHESTRATOR, trace: step.trace, step, ...also })
  if (written.written === 'held')
    return { kind: 'put_off', why: 'KILL_SWITCH', delayMs: KILLED_AGAIN_MS, hold: 'KILL_SWITCH' }
  if (written.written !== 'written') return { kind: 'put_off', why: 'the action moved on', delayMs: MOVED_AGAIN_MS }
  ports.announce(written, step.trace)
  return { kind: 'done', what: command.type }
}
