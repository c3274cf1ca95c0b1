// SIGKILL of all workers at random points, again and again, each time started anew.
import { allSettled, expectExactlyOnce } from '#test/support/campaign-proof.ts'
import type { ChaosResult, ChaosSize } from './chaos-size.ts'
import { between, pause, type Scenario } from './chaos-world.ts'
import { ACCOUNTS, campaignsUnderWay, countEntries } from './under-way.ts'

export async function killWorkers(
  scenario: Scenario,
  { campaigns, strikes, withinMs }: ChaosSize,
): Promise<ChaosResult> {
  const size = { campaigns, channels: ACCOUNTS.length, withinMs }
  await campaignsUnderWay(scenario, campaigns)
  for (let strike = 0; strike < strikes; strike++) {
    await pause(between(100, 1000))
    const dying = [...scenario.workers]
    for (const worker of dying) worker.signal('SIGKILL')
    await Promise.all(dying.map(worker => worker.exited))
    await Promise.all([scenario.spawn(), scenario.spawn()])
  }
  const settledMs = await allSettled(scenario, size)
  await expectExactlyOnce(scenario, size)
  return { settledMs, note: { attemptsFoundOut: await countEntries(scenario, 'attempt.unknown') } }
}
