// How the runner does and records steps of actions.
import type { LoadedActionStep } from '#db/action/action-load.ts'
import type { ActionWrite, ActionWritten } from '#db/action/action-write.ts'
import { decideAction } from '#domain/action/decide.ts'
import { ORCHESTRATOR } from '#domain/actor.ts'
import { IllegalTransition } from '#domain/errors.ts'
import type { ExecuteStep, PrepareStep, StepKind } from '#domain/step.ts'
import { fastPath } from '#queues/dispatcher.ts'
import { sayError } from '#queues/logging/say-error.ts'
import { isDraining } from '../runtime/running-steps.ts'
import type { Settled, StepEngine } from '../runtime/step-engine.ts'
import type { ActionOutcome } from './action-outcome.ts'

type Handler = (loaded: LoadedActionStep, signal: AbortSignal) => Promise<ActionOutcome>

export type ActionStepKind = Extract<
  StepKind,
  PrepareStep | ExecuteStep | 'command' | 'reconcile' | 'resolve' | 'expire' | 'collect-metrics'
>

export interface ActionEnginePorts {
  handlers: Record<ActionStepKind, Handler>
  load(stepId: string): Promise<LoadedActionStep | undefined>
  write(write: ActionWrite): Promise<ActionWritten>
  close(step: { id: string; run: number }): Promise<void>
  putOff(step: { id: string; run: number }, delayMs: number, hold?: string): Promise<boolean>
}

/** After an unforeseen error of a handler; what may have been sent is the dead man's, not the handler's to repeat. */
const AFTER_ERROR_MS = 2000

export function actionEngine(ports: ActionEnginePorts): StepEngine<LoadedActionStep, ActionOutcome> {
  return {
    known: () => undefined,
    load: ports.load,

    async perform(loaded, signal) {
      const handle = ports.handlers[loaded.step.kind as ActionStepKind]
      try {
        return await handle(loaded, signal)
      } catch (error) {
        if (signal.aborted || isDraining(error)) throw error
        return {
          kind: 'put_off',
          why: sayError(error),
          delayMs: AFTER_ERROR_MS * Math.min(30, loaded.step.run),
        }
      }
    },

    async settle(loaded, outcome) {
      const { step } = loaded
      switch (outcome.kind) {
        case 'done':
          return { kind: 'closed' }
        case 'close':
          await ports.close(step)
          return { kind: 'closed' }
        case 'put_off':
          if (!(await ports.putOff(step, outcome.delayMs, outcome.hold))) return { kind: 'closed' }
          return { kind: 'put_off', ...(outcome.opensInMs === undefined ? {} : { opensInMs: outcome.opensInMs }) }
        case 'command':
          return settleCommand(ports, loaded, outcome)
        default:
          return outcome satisfies never
      }
    },

    poisoned: (_, detail) => ({ kind: 'put_off', why: detail, delayMs: 60_000 }),

    describe: ({ record }, outcome) => ({
      action_id: record.action.id,
      campaign_id: record.action.campaignId,
      platform: record.action.platform,
      account: record.action.account,
      ...(outcome === undefined ? {} : { outcome: outcome.kind }),
      ...(outcome?.kind === 'command' ? { command: outcome.command.type, hold: outcome.keep?.hold } : {}),
      ...(outcome?.kind === 'put_off'
        ? { why: outcome.why, delay_ms: Math.round(outcome.delayMs), hold: outcome.hold }
        : {}),
      ...(outcome?.kind === 'done' ? { what: outcome.what } : {}),
    }),
  }
}

async function settleCommand(
  ports: ActionEnginePorts,
  loaded: LoadedActionStep,
  outcome: Extract<ActionOutcome, { kind: 'command' }>,
): Promise<Settled> {
  const { step, record } = loaded
  let events: ReturnType<typeof decideAction>
  try {
    events = decideAction(record.action, outcome.command, Date.now())
  } catch (error) {
    if (!(error instanceof IllegalTransition)) throw error
    await ports.close(step) // it moved on meanwhile, and what this step was for is over
    return { kind: 'closed' }
  }
  const written = await ports.write({
    record,
    events,
    actor: ORCHESTRATOR,
    trace: step.trace,
    step,
    ...(outcome.mediaSha256 === undefined ? {} : { mediaSha256: outcome.mediaSha256 }),
    ...(outcome.keep === undefined ? {} : { keep: { delayMs: outcome.keep.delayMs, counted: false } }),
    ...(outcome.keep?.hold === undefined ? {} : { hold: outcome.keep.hold }),
  })
  if (written.written !== 'written') return { kind: 'conflict' }
  const { id, tenantId, campaignId } = record.action
  return {
    kind: 'recorded',
    steps: fastPath(written.steps, tenantId, step.trace),
    touches: [{ subject: id }, ...(campaignId === undefined ? [] : [{ subject: campaignId }])],
  }
}
