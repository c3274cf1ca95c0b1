// How the runner does and records the checks of what tenants hand in for their sessions.
import type { SetupFindings } from '#db/setup/setup-decide.ts'
import type { LoadedSetupStep } from '#db/setup/setup-load-step.ts'
import type { SetupVerdict } from '#domain/setup/setup.ts'
import { sayError } from '#queues/logging/say-error.ts'
import { JOBS } from '#queues/topology.ts'
import type { StepEngine } from '../runtime/step-engine.ts'
import { timeLimit } from '../runtime/time-limit.ts'

/** put_off: it can't be said yet; nothing happened to what was handed in. */
export type SetupOutcome =
  | { kind: 'decided'; verdict: SetupVerdict & SetupFindings }
  | { kind: 'put_off'; why: string; delayMs: number }

export interface SetupEnginePorts {
  check(loaded: LoadedSetupStep, signal: AbortSignal): Promise<SetupOutcome>
  load(stepId: string): Promise<LoadedSetupStep | undefined>
  /** @returns false: somebody was faster */
  decide(loaded: LoadedSetupStep, verdict: SetupVerdict & SetupFindings): Promise<boolean>
  putOff(step: { id: string; run: number }, delayMs: number): Promise<boolean>
}

const AGAIN_MS = 1000

export function setupEngine(ports: SetupEnginePorts): StepEngine<LoadedSetupStep, SetupOutcome> {
  return {
    known: () => undefined,
    load: ports.load,
    async perform(loaded, signal) {
      const limit = timeLimit(signal, JOBS[loaded.kind].timeoutMs)
      try {
        return await ports.check(loaded, limit.signal)
      } catch (error) {
        if (signal.aborted) throw error
        // A check that is itself at fault says so in its verdict; what is thrown is a neighbour that does not answer.
        const why = sayError(error)
        return { kind: 'put_off', why, delayMs: AGAIN_MS * Math.min(60, loaded.step.run) }
      } finally {
        limit.clear()
      }
    },
    async settle(loaded, outcome) {
      const { step } = loaded
      if (outcome.kind === 'put_off') {
        const kept = await ports.putOff(step, outcome.delayMs)
        return { kind: kept ? 'put_off' : 'closed' }
      }
      if (!(await ports.decide(loaded, outcome.verdict))) return { kind: 'closed' }
      return { kind: 'recorded', steps: [], touches: [{ subject: step.subjectId }] }
    },
    poisoned: (_, why) => ({ kind: 'decided', verdict: notCheckable(why) }),
    describe: (loaded, outcome) => ({
      ...(loaded.kind === 'check-config' ? { version: loaded.config.version } : { bytes: loaded.skeleton.bytes }),
      outcome: outcome?.kind === 'decided' ? outcome.verdict.status : outcome?.kind,
      ...(outcome?.kind === 'decided' ? { errors: outcome.verdict.errors.map(({ code }) => code) } : {}),
      ...(outcome?.kind === 'put_off' ? { why: outcome.why } : {}),
    }),
  }
}

function notCheckable(why: string): SetupVerdict & SetupFindings {
  const detail = `it could not be checked: ${why}`
  return { status: 'REFUSED', errors: [{ code: 'NOT_CHECKABLE', pointer: '', detail }], placeholders: [], tables: [] }
}
