// What taking audio costs: chunks of 32 KiB at a fixed rate into 500 sessions at once, with everything of `npm start` running.
import { setInterval } from 'node:timers'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import type { World } from '#dev/world.ts'
import { loads, machine } from './report/machine.ts'
import { printTable } from './report/table.ts'
import { familySeconds, residentMb } from './servers/family-seconds.ts'
import { openWorld } from './servers/open-world.ts'
import { pidsOf } from './servers/pids-of.ts'
import type { Answered } from './session-load/main.ts'
import { startRecorders } from './session-load/start-recorders.ts'
import { startSessions, tenantWithConfig } from './session-load/start-sessions.ts'

export interface AppendOptions {
  /** Chunks a second, one measurement each. */
  rates?: readonly number[]
  sessions?: number
  /** Of a measurement. */
  seconds?: number
  rounds?: number
  /** Writes a CPU profile of every process there. */
  profile?: string | undefined
}

const WARM_UP_SECONDS = 10
/** Between two measurements, for workers to catch up. */
const REST_MS = 5000

export async function measureAppend(options: AppendOptions): Promise<void> {
  const { rates = [50, 100, 200], sessions = 500, seconds = 30, rounds = 1, profile } = options
  const profiling = profile === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profile}` }
  const world = await openWorld([], { LOG_LEVEL: 'info', ...profiling })
  try {
    const url = world.endpoints().api?.url ?? ''
    const authorization = await tenantWithConfig(world, url)
    const sessionIds = await startSessions(url, authorization, sessions)
    const recorders = await startRecorders({ url, authorization, sessionIds })
    try {
      console.log(`${machine()}; ${sessions} sessions, ${seconds} s each; load average ${loads()}`)
      await recorders.send({ perSecond: Math.min(100, Math.max(...rates)), seconds: WARM_UP_SECONDS })
      for (let round = 0; round < rounds; round++) {
        for (const perSecond of rates) {
          await pause(REST_MS)
          const load = loads()
          report(perSecond, load, await measured(world, () => recorders.send({ perSecond, seconds })))
        }
      }
    } finally {
      recorders.stop()
    }
  } finally {
    await world.stop()
  }
}

interface Measured {
  answered: Answered
  /** Milliseconds of processor a chunk, by process. */
  cpuMs: Record<string, number>
  /** Memory of the API. */
  rssMb: { first: number; most: number; last: number }
  /** Steps that workers had not done yet when the last chunk was answered. */
  backlog: number
}

async function measured(world: World, send: () => Promise<Answered>): Promise<Measured> {
  const pids = pidsOf(world)
  const api = pids.api ?? 0
  const before = clock(pids)
  const memory = [residentMb(api)]
  const watching = setInterval(() => memory.push(residentMb(api)), 1000)
  const answered = await send()
  clearInterval(watching)
  const after = clock(pids)
  memory.push(residentMb(api))
  const cpuMs = Object.fromEntries(
    Object.keys(pids).map(name => [name, (((after[name] ?? 0) - (before[name] ?? 0)) * 1000) / answered.sent]),
  )
  const rssMb = { first: memory[0] ?? 0, most: Math.max(...memory), last: memory.at(-1) ?? 0 }
  return {
    answered,
    cpuMs: { ...cpuMs, recorders: (answered.cpuSeconds * 1000) / answered.sent },
    rssMb,
    ...(await left(world)),
  }
}

const clock = (pids: Record<string, number>) =>
  Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, familySeconds(pid)]))

async function left(world: World): Promise<{ backlog: number }> {
  const sql = postgres(world.env().MIGRATE_DATABASE_URL ?? '', { max: 1, onnotice: () => {} })
  try {
    const [row] = await sql`SELECT count(*)::int AS backlog FROM steps WHERE kind IN ('vad', 'transcribe')`
    return { backlog: Number(row?.backlog) }
  } finally {
    await sql.end({ timeout: 2 })
  }
}

function report(perSecond: number, load: string, { answered, cpuMs, rssMb, backlog }: Measured): void {
  const { p50Ms, p95Ms, p99Ms, maxMs, lateP99Ms, errors, accepted, sent } = answered
  console.log(`\n${perSecond} chunks/s; load average ${load}, at the end ${loads()}`)
  printTable(
    ['accepted', 'p50 ms', 'p95 ms', 'p99 ms', 'most', 'sent late p99', 'API MB: first', 'most', 'last', 'backlog'],
    [
      [
        `${accepted}/${sent}`,
        ...[p50Ms, p95Ms, p99Ms, maxMs, lateP99Ms].map(ms => ms.toFixed(1)),
        ...[rssMb.first, rssMb.most, rssMb.last].map(mb => mb.toFixed(0)),
        String(backlog),
      ],
    ],
  )
  const total = Object.values(cpuMs).reduce((sum, ms) => sum + ms, 0)
  const parts = Object.entries(cpuMs).map(([name, ms]) => `${name} ${ms.toFixed(2)}`)
  console.log(`processor ms a chunk: ${parts.join(', ')}; together ${total.toFixed(2)}`)
  for (const [what, times] of Object.entries(errors)) console.log(`${times} × ${what}`)
}
