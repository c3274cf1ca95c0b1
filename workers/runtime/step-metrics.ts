// What a worker counts of its steps. The label is `step`: `job` is Prometheus' own, of the scrape.
import { Counter, Histogram, type Registry } from 'prom-client'

export interface StepMetrics {
  /**
   * @param step.seconds from delivery to record
   * @param step.again why it will be done again; absent: it will not
   */
  observe(step: { job: string; result: string; outcome: string; seconds: number; again?: string | undefined }): void
}

export const noopStepMetrics: StepMetrics = { observe() {} }

export function createStepMetrics(registry: Registry): StepMetrics {
  const registers = [registry]
  const steps = new Counter({
    name: 'mandate_steps_total',
    help: 'Steps run, by their kind, what became of the delivery and what the handler said',
    labelNames: ['step', 'result', 'outcome'],
    registers,
  })
  const durations = new Histogram({
    name: 'mandate_step_duration_seconds',
    help: 'From delivery to record',
    labelNames: ['step', 'outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120],
    registers,
  })
  const retries = new Counter({
    name: 'mandate_step_retries_total',
    help: 'Steps that will be done again, by their kind and why',
    labelNames: ['step', 'reason'],
    registers,
  })
  return {
    observe({ job, result, outcome, seconds, again }) {
      steps.inc({ step: job, result, outcome })
      durations.observe({ step: job, outcome }, seconds)
      if (again !== undefined) retries.inc({ step: job, reason: again })
    },
  }
}
