// Runs one contestant in a process of its own, so that memory, heap and compiled code of one are not the other's.
// Asked and answering by messages of its parent.

import { chain } from '../contestants/chain.ts'
import { CONTESTANTS, type Contestant, type ContestantName, type Place } from '../contestants/contestant.ts'
import { engine } from '../contestants/engine.ts'
import { plain } from '../contestants/plain.ts'
import { type CpuSeconds, cpuBetween, cpuClock, type ServerPids } from '../servers/cpu-clock.ts'
import { closedLoop, percentile } from './closed-loop.ts'
import { monitorBatches } from './monitor-batches.ts'

export interface Task {
  contestant: ContestantName
  place: Place
  pids: ServerPids
  warmUpMs: number
  /** Measured one after another; a message for each. */
  measurements: Measurement[]
}

export interface Measurement {
  inFlight: number
  forMs?: number
  count?: number
}

export interface Measured {
  inFlight: number
  count: number
  wallMs: number
  p50Ms: number
  p99Ms: number
  cpuSeconds: CpuSeconds
  rssMb: number
  /** Mean number of items in a statement, by what the statement does. */
  batches: Record<string, number>
}

const OPEN: Record<ContestantName, (place: Place) => Promise<Contestant>> = { engine, chain, plain }

process.once('message', (task: Task) => {
  void work(task).then(
    () => process.disconnect(),
    error => {
      console.error(error)
      process.exit(1)
    },
  )
})

async function work({ contestant, place, pids, warmUpMs, measurements }: Task): Promise<void> {
  if (!CONTESTANTS.includes(contestant)) throw new TypeError(`there is no contestant ${contestant}`)
  const opened = await OPEN[contestant](place)
  const batches = monitorBatches()
  const most = Math.max(...measurements.map(({ inFlight }) => inFlight))
  if (warmUpMs > 0) await closedLoop(opened.run, { inFlight: most, forMs: warmUpMs })
  for (const measurement of measurements) {
    batches.reset()
    const before = cpuClock(pids)
    const { count, wallMs, latenciesMs } = await closedLoop(opened.run, measurement)
    const measured: Measured = {
      inFlight: measurement.inFlight,
      count,
      wallMs,
      p50Ms: percentile(latenciesMs, 0.5),
      p99Ms: percentile(latenciesMs, 0.99),
      cpuSeconds: cpuBetween(before, cpuClock(pids)),
      rssMb: process.memoryUsage.rss() / 1e6,
      batches: batches.means(),
    }
    process.send?.(measured)
  }
  await opened.close()
}
