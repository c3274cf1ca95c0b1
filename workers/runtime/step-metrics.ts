// What a worker counts of its steps.
import { Counter, Histogram, type Registry } from 'prom-client'

export interface StepMetrics {
  /** @param seconds from delivery to record */
  observe(step: { job: string; result: string; outcome: string; seconds: number }): void
}

export const noopStepMetrics: StepMetrics = { observe() {} }

export function createStepMetrics(registry: Registry): StepMetrics {
  const steps = new Counter({
    name: 'mandate_steps_total',
    help: 'Steps run, by job, what became of the delivery and what the handler said',
    labelNames: ['job', 'result', 'outcome'],
    registers: [registry],
  })
  const durations = new Histogram({
    name: 'mandate_step_duration_seconds',
    help: 'From delivery to record',
    labelNames: ['job'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120],
    registers: [registry],
  })
  return {
    observe({ job, result, outcome, seconds }) {
      steps.inc({ job, result, outcome })
      durations.observe({ job }, seconds)
    },
  }
}
