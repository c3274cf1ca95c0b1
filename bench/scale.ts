// What more worker processes bring: a backlog of campaigns, 1, 2 and 4 processes that take it, and who was busy meanwhile.
import { randomUUIDv7 as uuid } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { openAsker } from './contestants/asker.ts'
import { newPlace, SATURATED } from './new-place.ts'
import { forkNoopWorker, type NoopWorkerProcess } from './noop-worker/fork-noop-worker.ts'
import { loads, machine } from './report/machine.ts'
import { median, printTable } from './report/table.ts'
import { cpuBetween, cpuClock } from './servers/cpu-clock.ts'
import { openServers } from './servers/open-servers.ts'

const PROCESSES = [1, 2, 4]
const STAGES = 6

export interface ScaleOptions {
  rounds?: number
  seconds?: number
  /** Waits in each stage, as for a service. */
  stageMs?: number
  /** Jobs at once of each queue and process. */
  concurrency?: number
  /** Campaigns that wait when the workers begin; more than they can do. */
  backlog?: number
}

interface Seen {
  stagesPerS: number
  /** Processors in use, of each. */
  workers: number
  postgres: number
  redis: number
  rssMb: number
  databaseBytes: number
}

/** Rounds of 1, 2 and 4 processes, each on fresh servers; medians. */
export async function measureScale(options: ScaleOptions): Promise<void> {
  const { rounds = 3, stageMs = 0 } = options
  const seen = new Map<number, Seen[]>(PROCESSES.map(count => [count, []]))
  console.log(`${machine()}; ${rounds} rounds, stages of ${stageMs} ms, load average ${loads()}`)
  for (let round = 0; round < rounds; round++) for (const [count, all] of seen) all.push(await measure(count, options))
  const middle = (count: number, figure: (one: Seen) => number) => median((seen.get(count) ?? []).map(figure))
  const base = middle(1, one => one.stagesPerS)
  printTable(
    [
      'processes',
      'stages/s',
      '× one',
      'campaigns/s',
      'processors: workers',
      'postgres',
      'redis',
      'MB each',
      'B a campaign',
    ],
    PROCESSES.map(count => [
      String(count),
      middle(count, one => one.stagesPerS).toFixed(0),
      (middle(count, one => one.stagesPerS) / base).toFixed(2),
      middle(count, one => one.stagesPerS / STAGES).toFixed(0),
      ...(['workers', 'postgres', 'redis'] as const).map(part => middle(count, one => one[part]).toFixed(2)),
      middle(count, one => one.rssMb).toFixed(0),
      middle(count, one => one.databaseBytes).toFixed(0),
    ]),
  )
  console.log(`load average at the end ${loads()}`)
}

async function measure(count: number, options: ScaleOptions): Promise<Seen> {
  const { seconds = 5, stageMs = 0, concurrency = SATURATED, backlog = 12_000 } = options
  const servers = await openServers()
  const owner = postgres(servers.ownerUrl, { max: 1, onnotice: () => {} })
  const place = { ...newPlace(servers, { tenants: 50, logLevel: 'info' }), concurrency }
  const workers: NoopWorkerProcess[] = []
  try {
    const before = await databaseBytes()
    await fill(place, backlog)
    for (let started = 0; started < count; started++) workers.push(await forkNoopWorker({ place, stageMs }))
    // What they run is compiled by and by, on the processors that they share.
    await pause(2000 * (count + 1))
    const [stages, clock, used] = [await stagesDone(), cpuClock(servers.pids), await usage()]
    const since = performance.now()
    await pause(seconds * 1000)
    const [stagesThen, clockThen, usedThen] = [await stagesDone(), cpuClock(servers.pids), await usage()]
    const tookS = (performance.now() - since) / 1000
    const cpu = cpuBetween(clock, clockThen)
    if ((await finished()) === backlog) throw new Error('the backlog was done before the time was over: more --backlog')
    for (let last = -1, now = 0; now !== last; now = await finished()) {
      last = now
      await pause(1000)
    }
    return {
      stagesPerS: (stagesThen - stages) / tookS,
      workers: (usedThen.seconds - used.seconds) / tookS,
      postgres: (cpu.postgres ?? Number.NaN) / tookS,
      redis: (cpu.redis ?? Number.NaN) / tookS,
      rssMb: usedThen.rssMb / count,
      databaseBytes: ((await databaseBytes()) - before) / backlog,
    }
  } finally {
    await Promise.all(workers.map(worker => worker.end()))
    await owner.end({ timeout: 2 })
    await servers.stop()
  }

  async function usage() {
    const all = await Promise.all(workers.map(worker => worker.used()))
    const sum = (figure: (one: (typeof all)[number]) => number) => all.reduce((total, one) => total + figure(one), 0)
    return { seconds: sum(one => one.usedSeconds), rssMb: sum(one => one.rssMb) }
  }
  async function asked(query: PromiseLike<{ n: number }[]>): Promise<number> {
    return Number((await query)[0]?.n)
  }
  function stagesDone() {
    return asked(owner<{ n: number }[]>`SELECT count(*) AS n FROM campaign_results`)
  }
  function finished() {
    return asked(owner<{ n: number }[]>`SELECT count(*) AS n FROM campaigns WHERE ended_at IS NOT NULL`)
  }
  async function databaseBytes(): Promise<number> {
    await owner`VACUUM`
    return asked(owner<{ n: number }[]>`SELECT pg_database_size(current_database()) AS n`)
  }
}

/** Campaigns that are started and handed out, with nobody there yet to do them. */
async function fill(place: ReturnType<typeof newPlace>, count: number): Promise<void> {
  const asker = openAsker(place)
  const at = (index: number) => place.tenantIds[index % place.tenantIds.length] ?? ''
  for (let from = 0; from < count; from += SATURATED)
    await Promise.all(Array.from({ length: SATURATED }, (_, index) => asker.ask(uuid(), at(from + index))))
  await asker.close()
}
