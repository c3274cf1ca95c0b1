// A closed loop: so many in flight all the time, each started when another has ended.

export interface LoopResult {
  count: number
  wallMs: number
  /** Sorted, milliseconds. */
  latenciesMs: number[]
}

/** Starts until the time is over, or so many have been started, and waits for the last. */
export async function closedLoop(
  run: (index: number) => Promise<void>,
  {
    inFlight,
    forMs = Number.POSITIVE_INFINITY,
    count = Number.POSITIVE_INFINITY,
  }: { inFlight: number; forMs?: number; count?: number },
): Promise<LoopResult> {
  const latenciesMs: number[] = []
  const startedMs = performance.now()
  let started = 0
  const one = async () => {
    while (started < count && performance.now() - startedMs < forMs) {
      const sinceMs = performance.now()
      await run(started++)
      latenciesMs.push(performance.now() - sinceMs)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, one))
  const wallMs = performance.now() - startedMs
  return { count: started, wallMs, latenciesMs: latenciesMs.sort((a, b) => a - b) }
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
