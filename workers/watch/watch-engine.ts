// How the runner does the steps that watch whether everything moves: they change nothing and are due again.
import type { LoadedWatchStep } from '#db/watch/watch-step.ts'
import type { StepEngine } from '../runtime/step-engine.ts'

export interface WatchEnginePorts {
  load(stepId: string): Promise<LoadedWatchStep | undefined>
  putOff(step: { id: string; run: number }, delayMs: number): Promise<boolean>
  /** @returns how many stand still */
  findStuck(): Promise<number>
  /** Milliseconds between two canaries of a queue. */
  canaryMs: number
}

type Outcome = { kind: 'passed' } | { kind: 'looked'; stuck: number } | { kind: 'failed'; why: string }

/** Looking reads all that is open: no oftener than once in so long. */
const LOOK_MS = 60_000

export function watchEngine(ports: WatchEnginePorts): StepEngine<LoadedWatchStep, Outcome> {
  return {
    known: () => undefined,
    load: ports.load,
    async perform({ step }, signal) {
      if (step.kind !== 'find-stuck') return { kind: 'passed' }
      try {
        return { kind: 'looked', stuck: await ports.findStuck() }
      } catch (error) {
        if (signal.aborted) throw error
        return { kind: 'failed', why: error instanceof Error ? error.message : String(error) }
      }
    },
    async settle({ step }) {
      const kept = await ports.putOff(step, step.kind === 'find-stuck' ? LOOK_MS : ports.canaryMs)
      return { kind: kept ? 'put_off' : 'closed' }
    },
    poisoned: (_, why) => ({ kind: 'failed', why }),
    describe: (_, outcome) => ({ ...outcome, outcome: outcome?.kind }),
    level: 'debug',
  }
}
