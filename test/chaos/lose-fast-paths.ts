// Half of all jobs never reach Redis at the first try, as if each second process died between COMMIT and add.
import { allSettled, expectExactlyOnce } from '#test/support/campaign-proof.ts'
import type { ChaosResult, ChaosSize } from './chaos-size.ts'
import type { Scenario } from './chaos-world.ts'
import { ACCOUNTS, campaignsUnderWay } from './under-way.ts'

export async function loseFastPaths(scenario: Scenario, { campaigns, withinMs }: ChaosSize): Promise<ChaosResult> {
  const size = { campaigns, channels: ACCOUNTS.length, withinMs }
  await campaignsUnderWay(scenario, campaigns, { preload: [new URL('drop-half.ts', import.meta.url).href] })
  const settledMs = await allSettled(scenario, size)
  await expectExactlyOnce(scenario, size)
  return { settledMs }
}
