// How much of a limit is used while there is demand, and whether it is ever passed, counted at the platform.
import { expect, vi } from 'vitest'
import { plantQueued } from '#test/support/plant-queued.ts'
import type { Scenario } from './chaos-world.ts'

export interface AllowanceUsed {
  count: number
  seconds: number
  /** The span of the limit by the time after which the place of a post was really had again, in per cent. */
  usedPercent: number
  /** The most within any span of `seconds`. */
  most: number
}

/** @param windows how many windows full of posts are sent */
export async function allowanceUsed(
  { owner, emulator, upstreams }: Scenario,
  { count, seconds }: { count: number; seconds: number },
  windows: number,
): Promise<AllowanceUsed> {
  const account = `limited-${count}-${seconds}`
  const posts = { count, seconds }
  const tenantId = crypto.randomUUID()
  await owner`
    INSERT INTO accounts (tenant_id, platform, account, kind, limits)
    VALUES (${tenantId}, 'MOCK', ${account}, 'user', ${owner.json({ posts })})`
  await plantQueued(owner, upstreams.signer, { count: count * windows, tenantId, accounts: [account] })
  const arrivals = () => emulator.arrivals.filter(arrival => arrival.account === account).map(({ atMs }) => atMs)
  await vi.waitFor(() => expect(arrivals()).toHaveLength(count * windows), {
    timeout: (seconds * windows + 60) * 1000,
    interval: 100,
  })
  const times = arrivals().sort((a, b) => a - b)
  const spanMs = seconds * 1000
  const most = Math.max(...times.map((from, n) => times.slice(n).filter(at => at - from <= spanMs).length))
  // The place of each post may be had again a span later, and not before.
  const againMs = times.slice(count).map((at, n) => at - (times[n] ?? 0))
  const meanMs = againMs.reduce((sum, ms) => sum + ms, 0) / againMs.length
  return { count, seconds, usedPercent: Math.round((spanMs / meanMs) * 1000) / 10, most }
}
