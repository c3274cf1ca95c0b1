// Deploys as fast as they can follow each other: all workers are replaced, one after the other, again and again, while campaigns and actions
// keep coming and platforms take their time. Nothing of it may be seen in what was done.
import { expect } from 'vitest'
import { allSettled, expectExactlyOnce } from '#test/support/campaign-proof.ts'
import { startPlatformEmulators } from '#test/support/platform-emulators.ts'
import { allFated, expectAtMostOnce } from '../actions/action-fates.ts'
import type { ChaosResult } from '../chaos-size.ts'
import { between, pause, type Scenario } from '../chaos-world.ts'
import { countEntries } from '../under-way.ts'
import { drainsOf } from './drains-of.ts'
import { steadyLoad } from './steady-load.ts'

export interface DeploysSize {
  workers: number
  /** How long deploys follow each other. */
  forMs: number
  /** From the beginning of one to that of the next. */
  everyMs: number
  /** Bound on the time from the last one until all is settled. */
  withinMs: number
}

/** Shorter than a platform may take: what is being sent outlasts it. */
const DRAIN_MS = 3000
/** A machine that does much else starts a worker slowly; that makes deploys longer, not wrong. */
const READY_WITHIN_MS = 300_000

export async function steadyDeploys(scenario: Scenario, size: DeploysSize): Promise<ChaosResult> {
  const emulators = await startPlatformEmulators(scenario.dataDir)
  try {
    const { MOCK: _, ...others } = emulators.urls
    const urls = Object.entries(others).map(([platform, url]) => [`PLATFORM_${platform}_URL`, url])
    const env = { ...Object.fromEntries(urls), DRAIN_MS: String(DRAIN_MS), METRICS_SCHEDULE_S: '86400' }
    await slowPlatforms(scenario, emulators)
    scenario.upstreams.latency(() => between(5, 150))
    scenario.people(({ action }) => (action.platform === 'MOCK' ? 'approve' : 'leave')) // the others are commanded
    const start = () => scenario.launch({ env }).ready(READY_WITHIN_MS)
    await Promise.all(Array.from({ length: size.workers }, start))

    const load = steadyLoad(scenario)
    let deploys = 0
    for (const until = Date.now() + size.forMs; Date.now() < until; deploys++) {
      const next = pause(size.everyMs)
      const gone: Promise<number | null>[] = []
      for (const leaving of [...scenario.workers]) {
        await start() // its successor, before it is told to go
        leaving.signal('SIGTERM')
        gone.push(leaving.exited)
      }
      expect(await Promise.all(gone)).toEqual(gone.map(() => 0))
      await next
    }
    const { campaigns, channels, actions } = await load.stop()

    const whole = { campaigns, channels, withinMs: size.withinMs }
    const settledMs = (await allSettled(scenario, whole)) + (await allFated(scenario, size.withinMs))
    await expectExactlyOnce(scenario, whole)
    const fates = await expectAtMostOnce(scenario, emulators, actions)
    expect(fates.filter(({ fate }) => fate !== 'COMPLETED')).toEqual([])
    expect(await countEntries(scenario, 'attempt.unknown')).toBe(0)
    const stopped = { deploys, workers: deploys * size.workers, ...drainsOf(scenario) }
    return { settledMs, note: { campaigns, actions: actions.length, ...stopped } }
  } finally {
    await scenario.close() // before the platforms: what is under way comes to its end
    await emulators.close()
  }
}

/** Most answers come at once; one post in three or so takes between one and eight seconds. */
async function slowPlatforms(
  { emulator }: Scenario,
  emulators: { fault(fault: Record<string, unknown>): Promise<void> },
) {
  // Posts carry the id of their action: what stands in its random part comes about as often in each.
  for (const [text_contains, ms] of Object.entries({ a1: 8000, b2: 6500, c3: 5000, d4: 3500, e5: 2000, f6: 1000 }))
    await emulators.fault({ fault: 'delay', ms, match: { text_contains } })
  await emulators.fault({ fault: 'delay', ms: 60 })
  await emulator.fault({ fault: 'delay', ms: 4000, match: { account: 'shop-0' } })
  await emulator.fault({ fault: 'delay', ms: 1000, match: { account: 'shop-1' } })
  await emulator.fault({ fault: 'delay', ms: 40 })
}
