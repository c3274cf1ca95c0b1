// How the runner does the steps of endpoints: a round of deliveries, and again when the next one is due.
import type { LoadedWebhookStep, RoundEnd } from '#db/webhook/webhook-worker.ts'
import { sayError } from '#queues/logging/say-error.ts'
import type { StepEngine } from '../runtime/step-engine.ts'
import type { RoundReport } from './create-delivery-round.ts'

export interface WebhookEnginePorts {
  load(stepId: string): Promise<LoadedWebhookStep | undefined>
  endRound(step: { id: string; run: number }, spent: boolean): Promise<RoundEnd>
  /** Sends what is due; rejects when the process is leaving, or Postgres is away. */
  sendDue(loaded: LoadedWebhookStep, signal: AbortSignal): Promise<RoundReport>
}

type Outcome = ({ kind: 'sent' } & RoundReport) | { kind: 'failed'; why: string }

export function webhookEngine(ports: WebhookEnginePorts): StepEngine<LoadedWebhookStep, Outcome> {
  return {
    known: () => undefined,
    load: ports.load,
    async perform(loaded, signal) {
      try {
        return { kind: 'sent', ...(await ports.sendDue(loaded, signal)) }
      } catch (error) {
        if (signal.aborted) throw error
        return { kind: 'failed', why: sayError(error) }
      }
    },
    async settle({ step }, outcome) {
      const ended = await ports.endRound(step, outcome.kind === 'sent' && outcome.spent)
      return { kind: ended === 'put_off' ? 'put_off' : 'closed' }
    },
    poisoned: (_, why) => ({ kind: 'failed', why }),
    describe: ({ step }, outcome) => ({ webhook_id: step.subjectId, ...outcome, outcome: outcome?.kind }),
  }
}
