// A deploy: one worker after the other is told to go and replaced, and nothing is done twice or left unknown by it.
import { expect } from 'vitest'
import { allSettled, expectExactlyOnce } from '#test/support/campaign-proof.ts'
import type { ChaosResult, ChaosSize } from './chaos-size.ts'
import type { Scenario } from './chaos-world.ts'
import { ACCOUNTS, campaignsUnderWay, countEntries } from './under-way.ts'

export async function rollingRestart(
  scenario: Scenario,
  { campaigns, strikes, withinMs }: ChaosSize,
): Promise<ChaosResult> {
  const size = { campaigns, channels: ACCOUNTS.length, withinMs }
  await campaignsUnderWay(scenario, campaigns)
  const drainMs: number[] = []
  for (let strike = 0; strike < strikes; strike++) {
    const [leaving] = scenario.workers
    if (leaving === undefined) throw new Error('no worker is left')
    const since = Date.now()
    leaving.signal('SIGTERM')
    expect(await leaving.exited).toBe(0)
    drainMs.push(Date.now() - since)
    await scenario.spawn()
  }
  const settledMs = await allSettled(scenario, size)
  await expectExactlyOnce(scenario, size)
  expect(await countEntries(scenario, 'attempt.unknown')).toBe(0)
  expect(await countEntries(scenario, 'stage.retrying')).toBe(0)
  expect(callsMadeTwice(scenario)).toEqual([])
  return { settledMs, note: { drainMs } }
}

/** Within the grace every stage comes to its end, so no upstream hears of the same work twice. */
function callsMadeTwice({ upstreams }: Scenario): string[] {
  // Keys are read by each process.
  const calls = upstreams.calls.filter(call => !call.path.endsWith('/jwks.json'))
  const keys = calls.map(call => `${call.path} ${call.headers['idempotency-key'] ?? call.body.campaign_id}`)
  return keys.filter((key, index) => keys.indexOf(key) !== index)
}
