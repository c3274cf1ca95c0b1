// How the runner does and records the checks of what tenants hand in for their sessions.
import type { SetupFindings } from '#db/setup/setup-decide.ts'
import type { Findings } from '#db/setup/setup-keep-findings.ts'
import type { LoadedSetupStep } from '#db/setup/setup-load-step.ts'
import type { SetupVerdict } from '#domain/setup/setup.ts'
import type { Dispatchable } from '#queues/dispatcher.ts'
import { sayError } from '#queues/logging/say-error.ts'
import { JOBS } from '#queues/topology.ts'
import type { StepEngine } from '../runtime/step-engine.ts'
import { timeLimit } from '../runtime/time-limit.ts'

/** found: in a skeleton, whatever was decided on it. put_off: it can't be said yet; nothing happened to what was handed in. */
export type SetupOutcome =
  | { kind: 'decided'; verdict: SetupVerdict & SetupFindings }
  | { kind: 'found'; findings: Findings }
  | { kind: 'put_off'; why: string; delayMs: number }

export type LoadedSkeletonStep = Exclude<LoadedSetupStep, { kind: 'check-config' }>

export interface SetupEnginePorts {
  check(loaded: LoadedSetupStep, signal: AbortSignal): Promise<SetupOutcome>
  load(stepId: string): Promise<LoadedSetupStep | undefined>
  /** @returns the steps that are open now; undefined: somebody was faster */
  decide(loaded: LoadedSetupStep, verdict: SetupVerdict & SetupFindings): Promise<Dispatchable[] | undefined>
  /** @returns false: somebody was faster */
  keepFindings(loaded: LoadedSkeletonStep, findings: Findings): Promise<boolean>
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
      const steps = await (outcome.kind === 'decided'
        ? ports.decide(loaded, outcome.verdict)
        : keptFindings(ports, loaded, outcome.findings))
      if (steps === undefined) return { kind: 'closed' }
      return { kind: 'recorded', steps, touches: [{ subject: step.subjectId }] }
    },
    poisoned: (loaded, why) => poisonedOutcome(loaded, why),
    describe: (loaded, outcome) => ({
      ...(loaded.kind === 'check-config' ? { version: loaded.config.version } : { bytes: loaded.skeleton.bytes }),
      outcome: outcome?.kind === 'decided' ? outcome.verdict.status : outcome?.kind,
      ...(outcome?.kind === 'found' ? saidOf(outcome.findings) : {}),
      ...(outcome?.kind === 'decided' ? { errors: outcome.verdict.errors.map(({ code }) => code) } : {}),
      ...(outcome?.kind === 'put_off' ? { why: outcome.why } : {}),
    }),
  }
}

async function keptFindings(
  ports: SetupEnginePorts,
  loaded: LoadedSetupStep,
  findings: Findings,
): Promise<Dispatchable[] | undefined> {
  if (loaded.kind === 'check-config') throw new TypeError('nothing is found in a configuration')
  return (await ports.keepFindings(loaded, findings)) ? [] : undefined
}

function poisonedOutcome({ kind }: LoadedSetupStep, why: string): SetupOutcome {
  if (kind === 'read-skeleton') return { kind: 'found', findings: { structure: { error: why } } }
  if (kind === 'discover-templates') return { kind: 'found', findings: { discovery: { status: 'FAILED', error: why } } }
  return { kind: 'decided', verdict: notCheckable(why) }
}

function saidOf({ structure, discovery }: Findings): Record<string, unknown> {
  return {
    ...(structure === undefined ? {} : 'error' in structure ? { error: structure.error } : { read: true }),
    ...(discovery === undefined ? {} : { discovery: discovery.status }),
    ...(discovery?.status === 'DONE' ? { templates: discovery.templates.length } : {}),
  }
}

function notCheckable(why: string): SetupVerdict & SetupFindings {
  const detail = `it could not be checked: ${why}`
  return { status: 'REFUSED', errors: [{ code: 'NOT_CHECKABLE', pointer: '', detail }], placeholders: [], tables: [] }
}
