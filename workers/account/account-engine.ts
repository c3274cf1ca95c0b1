// How the runner does and records steps of accounts.
import type { LoadedAccountStep } from '#db/account/account-load-steps.ts'
import { sayError } from '#queues/logging/say-error.ts'
import type { StepEngine } from '../runtime/step-engine.ts'

export interface AccountEnginePorts {
  check(loaded: LoadedAccountStep, signal: AbortSignal): Promise<boolean>
  load(stepId: string): Promise<LoadedAccountStep | undefined>
  close(step: { id: string; run: number }): Promise<void>
  putOff(step: { id: string; run: number }, delayMs: number): Promise<boolean>
}

type Outcome = { kind: 'checked'; ok: boolean } | { kind: 'put_off'; why: string; delayMs: number }

const AGAIN_MS = 5000

export function accountEngine(ports: AccountEnginePorts): StepEngine<LoadedAccountStep, Outcome> {
  return {
    known: () => undefined,
    load: ports.load,
    async perform(loaded, signal) {
      try {
        return { kind: 'checked', ok: await ports.check(loaded, signal) }
      } catch (error) {
        if (signal.aborted) throw error
        const why = sayError(error)
        return { kind: 'put_off', why, delayMs: AGAIN_MS * Math.min(60, loaded.step.run) }
      }
    },
    async settle({ step }, outcome) {
      if (outcome.kind === 'put_off') {
        const kept = await ports.putOff(step, outcome.delayMs)
        return { kind: kept ? 'put_off' : 'closed' }
      }
      await ports.close(step)
      return { kind: 'recorded', steps: [], touches: [{ subject: step.subjectId }] }
    },
    poisoned: (_, why) => ({ kind: 'put_off', why, delayMs: 60_000 }),
    describe: ({ platform, account }, outcome) => ({
      platform,
      account: account.account,
      ...outcome,
      outcome: outcome?.kind,
    }),
  }
}
