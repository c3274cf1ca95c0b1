// How the runner does the steps of endpoints: a round of deliveries, and again when the next one is due.
import type { LoadedWebhookStep, RoundEnd } from '#db/webhook/webhook-worker.ts'
import { sayError } from '#queues/logging/say-error.ts'
import type { StepEngine } from '../runtime/step-engine.ts'
import { type RoundReport, UNABLE_MS } from './create-delivery-round.ts'

export interface WebhookEnginePorts {
  load(stepId: string): Promise<LoadedWebhookStep | undefined>
  /** @param waitMs no round before that, although something may be due */
  endRound(step: { id: string; run: number }, waitMs: number): Promise<RoundEnd>
  /** Sends what is due; rejects when the process is leaving, or Postgres is away. */
  sendDue(loaded: LoadedWebhookStep, signal: AbortSignal): Promise<RoundReport>
}

type Outcome = ({ kind: 'sent' } & RoundReport) | { kind: 'failed'; why: string }

/** What could not be taken is held back by what is under way, or waits for another worker. */
function waitMs(outcome: Outcome): number {
  if (outcome.kind === 'failed') return 500
  if (outcome.unable) return UNABLE_MS
  return outcome.spent ? 0 : 500
}

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
      const ended = await ports.endRound(step, waitMs(outcome))
      return { kind: ended === 'put_off' ? 'put_off' : 'closed' }
    },
    poisoned: (_, why) => ({ kind: 'failed', why }),
    describe: ({ step }, outcome) => ({ webhook_id: step.subjectId, ...outcome, outcome: outcome?.kind }),
  }
}
