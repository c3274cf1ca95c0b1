// Whether a worker died where it should: what it has left in the ledger and on the platform.
import { expect, vi } from 'vitest'
import type { PlatformEmulators } from '#test/support/platform-emulators.ts'
import type { Scenario } from '../chaos-world.ts'
import type { KillPoint, LeftBehind } from './kill-point.ts'

/** To be asked soon: seconds later it is found out about. @param ids of the actions that were at the point */
export async function expectLeftBehind(
  { owner }: Scenario,
  { knocks }: PlatformEmulators,
  point: KillPoint,
  ids: ReadonlySet<string>,
): Promise<void> {
  const attempts = await owner<{ action: string; outcome: string }[]>`
    SELECT action_id AS action, outcome FROM action_attempts WHERE action_id = ANY(${[...ids]}::uuid[])`
  const outcomeOf = new Map(attempts.map(({ action, outcome }) => [action, outcome]))
  await vi.waitFor(() => {
    // What is on the wire arrives a little later.
    const left = [...ids].map(id => ({ outcome: outcomeOf.get(id), knocked: knocks.has(id) }))
    expect({ point: point.name, left }).toEqual({ point: point.name, left: left.map(() => EXPECTED[point.left]) })
  })
}

const EXPECTED: Record<LeftBehind, { outcome: string | undefined; knocked: boolean }> = {
  nothing: { outcome: undefined, knocked: false },
  intent: { outcome: 'INTENT', knocked: false },
  post: { outcome: 'INTENT', knocked: true },
  record: { outcome: 'ACCEPTED', knocked: true },
}
