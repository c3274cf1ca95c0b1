// What a worker measures of its sweeps: how much each hands out, and how long it takes.
import { Histogram, type Registry } from 'prom-client'

export interface SweepMetrics {
  observe(sweep: { sweep: 'steps' | 'lanes'; steps: number; seconds: number }): void
}

export function createSweepMetrics(registry: Registry): SweepMetrics {
  const registers = [registry]
  const sizes = new Histogram({
    name: 'mandate_sweep_steps',
    help: 'Due steps that one page of a sweep handed out; most pages are empty',
    labelNames: ['sweep'],
    buckets: [0, 1, 5, 10, 25, 50, 100, 250, 499, 500],
    registers,
  })
  const durations = new Histogram({
    name: 'mandate_sweep_duration_seconds',
    help: 'One page of a sweep, asked of Postgres',
    labelNames: ['sweep'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 6],
    registers,
  })
  return {
    observe({ sweep, steps, seconds }) {
      sizes.observe({ sweep }, steps)
      durations.observe({ sweep }, seconds)
    },
  }
}

/** @returns the same ledger, whose sweeps are measured; one that fails is not, but logged by whoever asked */
export function withMeasuredSweeps<S, L extends { sweep(): Promise<S[]>; sweepLanes(): Promise<S[]> }>(
  ledger: L,
  metrics: SweepMetrics,
): L {
  const measured = (sweep: 'steps' | 'lanes', ask: () => Promise<S[]>) => async () => {
    const startedMs = performance.now()
    const found = await ask()
    metrics.observe({ sweep, steps: found.length, seconds: (performance.now() - startedMs) / 1000 })
    return found
  }
  return { ...ledger, sweep: measured('steps', ledger.sweep), sweepLanes: measured('lanes', ledger.sweepLanes) }
}
