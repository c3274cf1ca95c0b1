// Campaigns in every stage at once, with people who approve: what each scenario strikes at.
import { expect, vi } from 'vitest'
import { between, type Scenario } from './chaos-world.ts'

export const ACCOUNTS = ['one', 'two']

/** Starts two workers and the campaigns; resolves when the first of them have come to their end. */
export async function campaignsUnderWay(
  scenario: Scenario,
  campaigns: number,
  spawn: Parameters<Scenario['spawn']>[0] = {},
): Promise<void> {
  scenario.upstreams.latency(() => between(5, 150))
  await scenario.emulator.fault({ fault: 'delay', ms: 40, times: 100_000 })
  scenario.people()
  await Promise.all([scenario.spawn(spawn), scenario.spawn(spawn)])
  await scenario.campaigns(campaigns, { accounts: ACCOUNTS })
  await vi.waitFor(async () => expect((await scenario.standing()).completed ?? 0).toBeGreaterThan(0), {
    timeout: 60_000,
    interval: 20,
  })
}

/** How often something stands in the trails of the scenario. */
export async function countEntries({ owner, tenantId }: Scenario, action: string): Promise<number> {
  const [row] = await owner<{ count: number }[]>`
    SELECT count(*)::int AS count FROM audit_log WHERE tenant_id = ${tenantId} AND action = ${action}`
  return row?.count ?? 0
}
