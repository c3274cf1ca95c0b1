// How long another tenant's first post waits behind a flood on the same platform, and what looking at the flood costs.
import { performance } from 'node:perf_hooks'
import { v7 as uuid } from 'uuid'
import { expect, vi } from 'vitest'
import { openPool, type Sql } from '#db/connection/open-pool.ts'
import { laneSweep } from '#db/step/lane-sweep.ts'
import { stepMarkDue } from '#db/step/step-mark-due.ts'
import { stepSweep } from '#db/step/step-sweep.ts'
import { plantQueued } from '#test/support/plant-queued.ts'
import type { Scenario } from './chaos-world.ts'

export interface FloodSize {
  waiting: number
  accounts: number
  /** How long the platform takes to answer. */
  answerMs: number
}

export interface FairTurns extends FloodSize {
  /** From its being queued until the platform had it, each a new tenant's first: the longest of ten. */
  worstMs: number
  medianMs: number
  /** Posts of the flood a second, meanwhile. */
  floodPerSecond: number
  laneSweepMs: number
  generalSweepMs: number
  /** Once, with Redis emptied. */
  markDueMs: number
}

const PROBES = 10

/** Needs two workers about; what is planted is really sent. */
export async function fairTurns(scenario: Scenario, size: FloodSize): Promise<FairTurns> {
  const { owner, emulator, upstreams } = scenario
  const plant = (count: number, accounts: string[], text: (n: number) => string) =>
    plantQueued(owner, upstreams.signer, { count, accounts, text })
  await emulator.clearFaults()
  if (size.answerMs > 0) await emulator.fault({ fault: 'delay', ms: size.answerMs })
  const run = uuid()
  const accounts = Array.from({ length: size.accounts }, (_, n) => `flood-${run}-${n}`)
  await plant(size.waiting, accounts, n => `flood ${n}`)
  await vi.waitFor(() => expect(emulator.arrivals.at(-1)?.account).toContain(run), { timeout: 30_000, interval: 20 })

  const waits: number[] = []
  const [sinceMs, before] = [Date.now(), emulator.arrivals.length]
  for (let n = 0; n < PROBES; n++) {
    const account = `first-${run}-${n}`
    await plant(1, [account], () => `first of ${account}`)
    const queuedMs = Date.now()
    const arrived = await vi.waitUntil(() => emulator.arrivals.find(arrival => arrival.account === account), {
      timeout: 60_000,
      interval: 10,
    })
    waits.push(Math.max(0, arrived.atMs - queuedMs))
  }
  const floodPerSecond = (emulator.arrivals.length - before - PROBES) / ((Date.now() - sinceMs) / 1000)
  const costs = await sweepCosts(scenario)
  await owner`DELETE FROM steps WHERE lane IS NOT NULL`
  waits.sort((a, b) => a - b)
  return {
    ...size,
    worstMs: waits.at(-1) ?? 0,
    medianMs: waits[PROBES / 2] ?? 0,
    floodPerSecond: Math.round(floodPerSecond),
    ...costs,
  }
}

async function sweepCosts({ env }: Scenario) {
  const sql = openPool({
    url: env.DATABASE_URL ?? '',
    role: 'mandate_worker',
    max: 1,
    applicationName: 'sweep-costs',
  })
  try {
    return {
      laneSweepMs: await medianOf(() => laneSweep(sql)),
      generalSweepMs: await medianOf(() => stepSweep(sql)),
      markDueMs: await timed(() => stepMarkDue(sql satisfies Sql)),
    }
  } finally {
    await sql.end({ timeout: 1 })
  }
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < 9; n++) times.push(await timed(work))
  return times.sort((a, b) => a - b)[4] ?? 0
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now()
  await work()
  return Math.round((performance.now() - since) * 10) / 10
}
