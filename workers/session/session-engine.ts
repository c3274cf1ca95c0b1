// How the runner does and records steps of sessions and of their pictures.
import type { LoadedSessionStep } from '#db/session/session-load-step.ts'
import type { SessionRecord } from '#db/session/session-record.ts'
import { IllegalTransition } from '#domain/errors.ts'
import type { SessionFailure } from '#domain/session/session.ts'
import type { NewStep, StepKind } from '#domain/step.ts'
import { fastPath } from '#queues/dispatcher.ts'
import { sayError } from '#queues/logging/say-error.ts'
import { JOBS } from '#queues/topology.ts'
import type { StepEngine } from '../runtime/step-engine.ts'
import { timeLimit } from '../runtime/time-limit.ts'
import type { SessionOutcome } from './session-outcome.ts'

export interface SessionEnginePorts<L extends LoadedSessionStep> {
  /** A step that none is for was some other program's. */
  handlers: Partial<Record<StepKind, (loaded: L, signal: AbortSignal) => Promise<SessionOutcome>>>
  load(stepId: string): Promise<L | undefined>
  record(record: SessionRecord): Promise<NewStep[] | 'conflict' | 'gone' | 'pending'>
  putOff(step: { id: string; run: number }, delayMs: number, hold?: string, counted?: boolean): Promise<boolean>
  close(step: { id: string; run: number }): Promise<unknown>
}

/** After an unforeseen error of a handler: nothing is lost by trying again. */
const AFTER_ERROR_MS = 1000
/** What came meanwhile needs to be worked on first. */
const PENDING_MS = 100

export function sessionEngine<L extends LoadedSessionStep>(
  ports: SessionEnginePorts<L>,
): StepEngine<L, SessionOutcome> {
  return {
    known: () => undefined,
    load: ports.load,
    async perform(loaded, signal) {
      const { kind, run } = loaded.step
      const handler = ports.handlers[kind]
      if (handler === undefined) throw new TypeError(`no handler is for ${kind}`)
      const limit = timeLimit(signal, JOBS[kind].timeoutMs)
      try {
        return await handler(loaded, limit.signal)
      } catch (error) {
        if (signal.aborted) throw error
        const why = sayError(error)
        return { kind: 'put_off', why, delayMs: AFTER_ERROR_MS * Math.min(60, run), hold: 'UPSTREAM_RETRY' }
      } finally {
        limit.clear()
      }
    },
    async settle({ step, loaded }, outcome) {
      if (outcome.kind === 'put_off') {
        const kept = await ports.putOff(step, outcome.delayMs, outcome.hold, outcome.counted)
        return { kind: kept ? 'put_off' : 'closed' }
      }
      const closed = async () => {
        await ports.close(step)
        return { kind: 'closed' } as const
      }
      if (outcome.kind === 'close') return closed()
      const { kind: _, ...said } = outcome
      try {
        const steps = await ports.record({ step, loaded, ...said })
        if (steps === 'conflict') return { kind: 'conflict' }
        if (steps === 'gone') return { kind: 'closed' }
        if (steps === 'pending') {
          const kept = await ports.putOff(step, PENDING_MS)
          return { kind: kept ? 'put_off' : 'closed' }
        }
        const { id, tenantId } = loaded.session
        return { kind: 'recorded', steps: fastPath(steps, tenantId, step.trace), touches: [{ subject: id }] }
      } catch (error) {
        // The session has gone another way since: what this step found is of no use.
        if (error instanceof IllegalTransition) return closed()
        throw error
      }
    },
    poisoned: (_, why) => ({ kind: 'put_off', why, delayMs: 60_000 }),
    describe: ({ loaded }, outcome) => ({
      session_id: loaded.session.id,
      status: loaded.session.status,
      ...(outcome === undefined ? {} : { outcome: outcome.kind }),
      ...(outcome?.kind === 'command' ? { command: outcome.command.type, hold: outcome.keep?.hold } : {}),
      ...(outcome?.kind === 'command' && outcome.command.type === 'fail' ? toldOf(outcome.command.failure) : {}),
      ...(outcome?.kind === 'put_off'
        ? { why: outcome.why, delay_ms: Math.round(outcome.delayMs), hold: outcome.hold }
        : {}),
      ...(outcome?.kind === 'close' ? { why: outcome.why } : {}),
    }),
  }
}

/** Why a version before is not guard's, is told in guard's words: those are in the ledger. */
function toldOf({ reason, detail }: SessionFailure): { reason: string; why?: string } {
  return reason === 'PARENT_NOT_VERIFIED' ? { reason } : { reason, why: detail }
}
