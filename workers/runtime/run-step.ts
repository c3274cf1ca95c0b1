// Runs one delivered step as a straight pipe: load, do, record, carry on. The one place that knows what a redelivery,
// a lost connection or a lost race means.
import type { Logger } from 'pino'
import { mayPass } from '#db/connection/connection-lost.ts'
import type { Step } from '#domain/step.ts'
import type { StepJob } from '#queues/define-job.ts'
import type { Dispatchable } from '#queues/dispatcher.ts'
import type { Touch } from '#queues/touched.ts'
import type { OfferedStep } from './leave-to-newer.ts'
import { retryReason } from './retry-reason.ts'
import { isDraining, type RunningSteps } from './running-steps.ts'
import type { Settled, StepEngine } from './step-engine.ts'
import type { StepMetrics } from './step-metrics.ts'
import { openStepSpan } from './step-span.ts'
import { whilePostgresIsAway } from './while-postgres-is-away.ts'

export interface Delivery {
  name: string
  data: StepJob
  /** How often the lock of this job was lost before. */
  stalledCounter: number
}

export interface RunStepOptions<L extends { step: Step }, O> {
  engine: StepEngine<L, O>
  running: RunningSteps
  /** Gives a step back unless it is understood here; true: it is gone. */
  leaveToNewer(step: OfferedStep): Promise<boolean>
  dispatch(steps: readonly Dispatchable[]): Promise<void>
  touch(touches: readonly Touch[]): void
  /** Told when a lane opens again that was found closed. */
  laneOpens?(inMs: number): void
  logger: Logger
  metrics: StepMetrics
  /** Milliseconds: how long Postgres may be away before the delivery is given up (the sweep delivers again). */
  patienceMs?: number
}

/** A step whose job has stalled so often kills its workers: it is recorded as failed without being called again. */
const POISON_STALLS = 5

/**
 * @returns runs a delivery to its end. It resolves when the step is recorded, closed or somebody else's; it rejects when the
 * process is stopping or Postgres stays away, and the step is then delivered again.
 */
export function runStep<L extends { step: Step }, O>(
  options: RunStepOptions<L, O>,
): (delivery: Delivery) => Promise<string> {
  const { engine, running, logger, patienceMs = 30_000 } = options
  const patiently = <T>(work: () => Promise<T>) => whilePostgresIsAway(work, patienceMs)

  const pipe = async (delivery: Delivery, signal: AbortSignal): Promise<string> => {
    const startedMs = performance.now()
    const { step, run: wanted } = delivery.data
    const loaded = engine.known(step, wanted) ?? (await patiently(() => engine.load(step)))
    if (loaded === undefined || loaded.step.run !== wanted) return 'gone'
    if (await patiently(() => options.leaveToNewer(loaded.step))) return 'newer'
    const span = openStepSpan(delivery.name, loaded.step, engine.describe(loaded, undefined), startedMs)
    let outcome: O | undefined
    let result = 'aborted'
    try {
      result = await span.within(async () => {
        outcome =
          delivery.stalledCounter >= POISON_STALLS
            ? engine.poisoned(loaded, `its workers died or hung ${delivery.stalledCounter} times`)
            : await engine.perform(loaded, signal)
        return record(loaded, outcome)
      })
      return result
    } catch (error) {
      result = running.isCancelled(delivery.data.step)
        ? 'cancelled'
        : isDraining(error) || isDraining(signal.reason)
          ? 'handed_back'
          : 'thrown'
      if (result === 'cancelled') return result
      // Whatever it looks like from below: it ended because this process is leaving.
      throw isDraining(signal.reason) ? signal.reason : error
    } finally {
      const described = engine.describe(loaded, outcome)
      const ms = performance.now() - startedMs
      options.metrics.observe({
        job: delivery.name,
        result,
        outcome: String(described.outcome ?? 'none'),
        seconds: ms / 1000,
        again: retryReason(delivery.name, result, described),
      })
      const told = { duration_ms: Math.round(ms), result, ...described }
      span.end(told)
      span.within(() => logger[engine.level ?? 'info']({ event: 'step', ...span.fields, ...told }))
    }
  }

  /** Until it is recorded, or somebody was faster: a lost race is decided again on the fresh state, never done again. */
  const record = async (first: L, performed: O): Promise<string> => {
    let loaded = first
    let outcome = performed
    for (let tries = 0; ; tries++) {
      const settled = await patiently(() => settleOrPoison(loaded, outcome))
      if (settled === 'poison') {
        outcome = engine.poisoned(loaded, 'its outcome could not be recorded')
        continue
      }
      if (settled.kind === 'recorded') {
        // Not awaited: lost here, the sweep finds the steps and the waiting look once a second.
        void options.dispatch(settled.steps)
        options.touch(settled.touches)
      }
      if (settled.kind === 'put_off' && settled.opensInMs !== undefined) options.laneOpens?.(settled.opensInMs)
      if (settled.kind !== 'conflict') return settled.kind
      await pause(Math.min(1000, 25 * 2 ** tries))
      const fresh = await patiently(() => engine.load(loaded.step.id))
      if (fresh === undefined || fresh.step.run !== loaded.step.run) return 'superseded'
      loaded = fresh
    }
  }

  const settleOrPoison = async (loaded: L, outcome: O): Promise<Settled | 'poison'> => {
    try {
      return await engine.settle(loaded, outcome)
    } catch (error) {
      if (mayPass(error)) throw error
      logger.error({ event: 'step.unrecordable', step_id: loaded.step.id, job: loaded.step.kind, err: error })
      if (poisonedOnce.has(loaded.step.id)) throw error
      poisonedOnce.add(loaded.step.id)
      return 'poison'
    }
  }
  const poisonedOnce = new Set<string>()

  return delivery => running.once(delivery.data.step, signal => pipe(delivery, signal))
}

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))
