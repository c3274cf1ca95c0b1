// A worker stands still for seconds, as a swapped-out machine or a paused VM does, and goes on as if nothing had been.
import { allSettled, expectExactlyOnce } from '#test/support/campaign-proof.ts'
import type { ChaosResult, ChaosSize } from './chaos-size.ts'
import { between, pause, type Scenario } from './chaos-world.ts'
import { ACCOUNTS, campaignsUnderWay } from './under-way.ts'

export async function freezeWorkers(
  scenario: Scenario,
  { campaigns, strikes, withinMs }: ChaosSize,
): Promise<ChaosResult> {
  const size = { campaigns, channels: ACCOUNTS.length, withinMs }
  const share = Math.ceil(campaigns / (strikes + 1))
  await campaignsUnderWay(scenario, campaigns - share * strikes)
  for (let strike = 0; strike < strikes; strike++) {
    const frozen = scenario.workers[strike % scenario.workers.length]
    await scenario.campaigns(share, { accounts: ACCOUNTS })
    await pause(between(50, 600))
    frozen?.signal('SIGSTOP')
    await pause(between(3000, 9000))
    frozen?.signal('SIGCONT')
  }
  const settledMs = await allSettled(scenario, size)
  await expectExactlyOnce(scenario, size)
  return { settledMs }
}
