// FLUSHALL in the middle: nothing may be lost that Postgres knows.
import { allSettled, expectExactlyOnce } from '#test/support/campaign-proof.ts'
import type { ChaosResult, ChaosSize } from './chaos-size.ts'
import { between, pause, type Scenario } from './chaos-world.ts'
import { ACCOUNTS, campaignsUnderWay } from './under-way.ts'

export async function flushRedis(
  scenario: Scenario,
  { campaigns, strikes, withinMs }: ChaosSize,
): Promise<ChaosResult> {
  const size = { campaigns, channels: ACCOUNTS.length, withinMs }
  await campaignsUnderWay(scenario, campaigns)
  for (let strike = 0; strike < strikes; strike++) {
    if (strike > 0) await pause(between(50, 800))
    await scenario.flushRedis()
  }
  const settledMs = await allSettled(scenario, size)
  await expectExactlyOnce(scenario, size)
  return { settledMs }
}
