// Workers are killed between the first byte of a post and its answer; some of those posts are published, some never are.
import { expect, vi } from 'vitest'
import { allSettled, expectExactlyOnce } from '#test/support/campaign-proof.ts'
import type { ChaosResult, ChaosSize } from './chaos-size.ts'
import type { Scenario } from './chaos-world.ts'
import { countEntries } from './under-way.ts'

const SLOW_MS = 2500
/** `late`: published after the sender is gone. `never`: the platform forgets it. */
const ACCOUNTS = ['late', 'never']

export async function killWhileSending(scenario: Scenario, { campaigns, withinMs }: ChaosSize): Promise<ChaosResult> {
  const size = { campaigns, channels: ACCOUNTS.length, withinMs }
  await scenario.emulator.fault({ fault: 'delay', ms: SLOW_MS, times: 1000 })
  await scenario.emulator.fault({ fault: 'drop_before_commit', times: 1000, match: { account: 'never' } })
  scenario.people()
  await Promise.all([scenario.spawn(), scenario.spawn()])
  await scenario.campaigns(campaigns, { accounts: ACCOUNTS })
  await vi.waitFor(async () => expect(await sending(scenario)).toBeGreaterThanOrEqual(Math.min(8, campaigns * 2)), {
    timeout: 30_000,
    interval: 20,
  })
  const dying = [...scenario.workers]
  for (const worker of dying) worker.signal('SIGKILL')
  await Promise.all(dying.map(worker => worker.exited))
  await scenario.emulator.clearFaults()
  const since = Date.now()
  await Promise.all([scenario.spawn(), scenario.spawn()])
  await allSettled(scenario, size)
  const settledMs = Date.now() - since
  await expectExactlyOnce(scenario, size)
  const found = await foundByProbe(scenario)
  const absent = await countEntries(scenario, 'attempt.absent')
  expect(found).toBeGreaterThan(0)
  expect(absent).toBeGreaterThan(0)
  return { settledMs, note: { found, absent } }
}

async function sending({ owner, tenantId }: Scenario): Promise<number> {
  const [row] = await owner<{ count: number }[]>`
    SELECT count(*)::int AS count FROM action_attempts WHERE tenant_id = ${tenantId} AND outcome = 'INTENT'
      AND started_at < clock_timestamp() - interval '100 ms'`
  return row?.count ?? 0
}

async function foundByProbe({ owner, tenantId }: Scenario): Promise<number> {
  const [row] = await owner<{ count: number }[]>`
    SELECT count(*)::int AS count FROM audit_log
    WHERE tenant_id = ${tenantId} AND action = 'action.completed' AND details->>'how' = 'probe'`
  return row?.count ?? 0
}
