// The three contestants in turns on the same servers: abc, abc, abc; medians of the rounds.
import type { Measured, Measurement } from './child/main.ts'
import { runChild } from './child/run-child.ts'
import { CONTESTANTS, type ContestantName } from './contestants/contestant.ts'
import { newPlace, SATURATED } from './new-place.ts'
import { loads, machine } from './report/machine.ts'
import { median, printTable } from './report/table.ts'
import { openServers, type Servers } from './servers/open-servers.ts'

export interface ThroughputOptions {
  quick?: boolean | undefined
  rounds?: string | undefined
  seconds?: string | undefined
  tenants?: string | undefined
  log?: string | undefined
  only?: string | undefined
  profile?: string | undefined
}

const TITLES: Record<ContestantName, string> = {
  engine: 'this engine',
  chain: 'bare BullMQ, six chained jobs',
  plain: 'plain ledger, a transaction a stage',
}

type Round = Record<ContestantName, Measured[]>

export async function measureThroughput(options: ThroughputOptions): Promise<void> {
  const rounds = Number(options.rounds ?? (options.quick ? 1 : 3))
  const forMs = Number(options.seconds ?? (options.quick ? 2 : 5)) * 1000
  const tenants = Number(options.tenants ?? 50)
  const only = options.only === undefined ? CONTESTANTS : CONTESTANTS.filter(name => options.only?.includes(name))
  const servers = await openServers()
  try {
    console.log(`${servers.versions}; ${machine()}; ${rounds} rounds, ${tenants} tenants, load average ${loads()}`)
    const measurements = [
      { inFlight: SATURATED, forMs },
      { inFlight: 1, forMs: forMs / 2 },
    ]
    const seen: Record<ContestantName, Measured[]>[] = []
    for (let round = 0; round < rounds; round++) {
      const found: Round = { engine: [], chain: [], plain: [] }
      for (const name of only) found[name] = await measure(name, servers, measurements, { ...options, tenants })
      seen.push(found)
    }
    for (const [index, { inFlight }] of measurements.entries()) report(only, seen, index, inFlight)
    console.log(`load average at the end ${loads()}`)
  } finally {
    await servers.stop()
  }
}

async function measure(
  contestant: ContestantName,
  servers: Servers,
  measurements: Measurement[],
  options: { tenants: number; log?: string | undefined; profile?: string | undefined; quick?: boolean | undefined },
): Promise<Measured[]> {
  const place = newPlace(servers, { tenants: options.tenants, logLevel: options.log === 'silent' ? 'silent' : 'info' })
  const measured: Measured[] = []
  const task = { contestant, place, pids: servers.pids, warmUpMs: options.quick ? 1000 : 2000, measurements }
  await runChild(task, each => measured.push(each), options.profile)
  return measured
}

function report(names: readonly ContestantName[], rounds: Round[], index: number, inFlight: number): void {
  const of = (name: ContestantName, figure: (measured: Measured) => number | undefined) =>
    rounds.map(round => {
      const measured = round[name][index]
      return (measured && figure(measured)) ?? Number.NaN
    })
  const perThousand = (figure: (measured: Measured) => number | undefined) => (measured: Measured) => {
    const seconds = figure(measured)
    return seconds === undefined ? undefined : (seconds / measured.count) * 1000
  }
  console.log(`\n${inFlight} in flight`)
  printTable(
    ['', 'campaigns/s', 'p50 ms', 'p99 ms', 'CPU s per 1000: node', 'postgres', 'redis', 'RSS MB', 'batches'],
    names.map(name => [
      TITLES[name],
      spread(of(name, perSecond), 0),
      median(of(name, each => each.p50Ms)).toFixed(1),
      median(of(name, each => each.p99Ms)).toFixed(1),
      median(
        of(
          name,
          perThousand(each => each.cpuSeconds.node),
        ),
      ).toFixed(2),
      median(
        of(
          name,
          perThousand(each => each.cpuSeconds.postgres),
        ),
      ).toFixed(2),
      median(
        of(
          name,
          perThousand(each => each.cpuSeconds.redis),
        ),
      ).toFixed(2),
      median(of(name, each => each.rssMb)).toFixed(0),
      batchesOf(rounds.at(-1)?.[name][index]),
    ]),
  )
  const ratio = (other: ContestantName, figure: (measured: Measured) => number) => {
    const others = of(other, figure)
    return spread(
      of('engine', figure).map((ours, round) => ours / (others[round] ?? Number.NaN)),
      2,
    )
  }
  if (!names.includes('engine')) return
  if (inFlight === 1) {
    if (names.includes('chain'))
      console.log(
        `p50 of a single campaign: ${ratio('chain', each => each.p50Ms)} × bare BullMQ (bar at most 6, goal 4)`,
      )
    return
  }
  if (names.includes('chain'))
    console.log(`throughput: ${ratio('chain', perSecond)} × bare BullMQ (bar at least 0.8, goal 1.2)`)
  if (names.includes('plain')) console.log(`throughput: ${ratio('plain', perSecond)} × plain ledger (bar at least 2.5)`)
}

const perSecond = ({ count, wallMs }: Measured) => (count / wallMs) * 1000

/** Median, and in brackets the least and the most. */
function spread(values: number[], digits: number): string {
  const middle = median(values).toFixed(digits)
  if (values.length < 2) return middle
  return `${middle} [${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}]`
}

function batchesOf(measured: Measured | undefined): string {
  const means = Object.entries(measured?.batches ?? {})
  return means.map(([name, mean]) => `${name.replace('campaign-', '')} ${mean.toFixed(1)}`).join(', ')
}
