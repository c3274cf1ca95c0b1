// Postgres stops in the middle, in order or by a crash, and comes back.
import { allSettled, expectExactlyOnce } from '#test/support/campaign-proof.ts'
import type { ChaosResult, ChaosSize } from './chaos-size.ts'
import { between, pause, type Scenario } from './chaos-world.ts'
import { ACCOUNTS, campaignsUnderWay, countEntries } from './under-way.ts'

/** @param signal SIGINT: fast, sessions are ended; SIGQUIT: immediate, a crash that it recovers from */
export async function restartPostgres(
  scenario: Scenario,
  { campaigns, strikes, withinMs }: ChaosSize,
  signal: 'SIGINT' | 'SIGQUIT',
): Promise<ChaosResult> {
  const size = { campaigns, channels: ACCOUNTS.length, withinMs }
  await campaignsUnderWay(scenario, campaigns)
  let restartMs = 0
  for (let strike = 0; strike < strikes; strike++) {
    if (strike > 0) await pause(between(300, 1500))
    const since = Date.now()
    await scenario.backing.restart('postgres', signal)
    restartMs = Date.now() - since
  }
  const settledMs = await allSettled(scenario, size)
  await expectExactlyOnce(scenario, size)
  return { settledMs, note: { restartMs, attemptsFoundOut: await countEntries(scenario, 'attempt.unknown') } }
}
