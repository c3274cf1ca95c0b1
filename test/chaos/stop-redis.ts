// Redis is away for a while: campaigns are taken all the same, and run soon after its return.
import { expect, vi } from 'vitest'
import { allSettled, expectExactlyOnce } from '#test/support/campaign-proof.ts'
import type { ChaosResult, ChaosSize } from './chaos-size.ts'
import { pause, type Scenario } from './chaos-world.ts'
import { ACCOUNTS, campaignsUnderWay } from './under-way.ts'

const RUNS_WITHIN_MS = 5000

export async function stopRedis(
  scenario: Scenario,
  { campaigns, withinMs }: ChaosSize,
  awayMs: number,
): Promise<ChaosResult> {
  await campaignsUnderWay(scenario, campaigns)
  await scenario.backing.halt('redis')
  const until = Date.now() + awayMs
  const since = Date.now()
  const taken = await scenario.campaigns(campaigns, { accounts: ACCOUNTS })
  const takenMs = Date.now() - since
  expect(takenMs).toBeLessThan(5000)
  await pause(until - Date.now())
  await scenario.backing.resume('redis')
  const back = Date.now()
  await vi.waitFor(async () => expect(await begun(scenario, taken)).toBe(campaigns), {
    timeout: RUNS_WITHIN_MS,
    interval: 50,
  })
  const runsAfterMs = Date.now() - back
  const size = { campaigns: campaigns * 2, channels: ACCOUNTS.length, withinMs }
  await allSettled(scenario, size)
  const settledMs = Date.now() - back
  await expectExactlyOnce(scenario, size)
  return { settledMs, note: { takenMs, runsAfterMs } }
}

/** How many of these campaigns have their first stage behind them. */
async function begun({ owner }: Scenario, ids: string[]): Promise<number> {
  const [row] = await owner<{ count: number }[]>`
    SELECT count(*)::int AS count FROM campaign_results WHERE stage = 'RADAR_SCAN' AND campaign_id = ANY(${ids}::uuid[])`
  return row?.count ?? 0
}
