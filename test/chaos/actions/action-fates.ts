// What became of actions, in the ledger and on the platforms, and what must be true of that whatever happened meanwhile.
import { expect, vi } from 'vitest'
import type { ActionStatus } from '#domain/action/action-status.ts'
import { brokenChains } from '#test/support/campaign-proof.ts'
import type { CampaignRig } from '#test/support/campaign-rig.ts'
import type { PlatformEmulators } from '#test/support/platform-emulators.ts'
import type { CommandedAction } from './command-actions.ts'

export interface ActionFate extends CommandedAction {
  /** `INBOX`: a person is asked. */
  fate: 'COMPLETED' | 'FAILED' | 'INBOX' | 'OPEN'
  status: ActionStatus
  posts: number
  /** Publishing requests that reached the platform whole. */
  knocks: number
  platformRefId: string | null
}

/** Waits until each action has come to its end or to a person. @returns how long that took, milliseconds */
export async function allFated({ owner, tenantId }: CampaignRig, withinMs: number): Promise<number> {
  const since = Date.now()
  await vi.waitFor(
    async () => {
      const open = await owner<{ status: ActionStatus; count: number }[]>`
        SELECT status, count(*)::int AS count FROM governance.actions_ledger
        WHERE tenant_id = ${tenantId} AND status NOT IN ('COMPLETED', 'FAILED') AND NOT (status = 'OUTCOME_UNKNOWN' AND needs_human)
        GROUP BY status`
      expect([...open]).toEqual([])
    },
    { timeout: withinMs, interval: 250 },
  )
  return Date.now() - since
}

/**
 * No action was published twice or sent again after it was, none is lost, what is said to be there is there, and the trails hold.
 * @returns their fates, to be counted
 */
export async function expectAtMostOnce(
  rig: CampaignRig,
  emulators: PlatformEmulators,
  actions: readonly CommandedAction[],
): Promise<ActionFate[]> {
  const fates = await fatesOf(rig, emulators, actions)
  const those = (wrong: (fate: ActionFate) => boolean) => fates.filter(wrong)
  expect(those(({ posts }) => posts > 1)).toEqual([])
  expect(those(({ knocks }) => knocks > 1)).toEqual([])
  expect(those(({ fate }) => fate === 'OPEN')).toEqual([])
  expect(those(({ fate, posts }) => fate === 'COMPLETED' && posts !== 1)).toEqual([])
  expect(those(({ fate, posts }) => fate === 'FAILED' && posts !== 0)).toEqual([])
  expect(await brokenChains(rig)).toEqual([])
  return fates
}

async function fatesOf(
  { owner, tenantId }: CampaignRig,
  emulators: PlatformEmulators,
  actions: readonly CommandedAction[],
): Promise<ActionFate[]> {
  const posts = await emulators.posts()
  const rows = await owner<
    { id: string; status: ActionStatus; needs_human: boolean; platform_ref_id: string | null }[]
  >`
    SELECT id, status, needs_human, platform_ref_id FROM governance.actions_ledger WHERE tenant_id = ${tenantId}`
  const rowOf = new Map(rows.map(row => [row.id, row]))
  return actions.map(action => {
    const row = rowOf.get(action.id)
    if (row === undefined) throw new Error(`${action.id} is gone from the ledger`)
    const own = posts.get(action.id) ?? []
    const { status, platform_ref_id: platformRefId } = row
    if (status === 'COMPLETED') expect(platformRefId).toBe(own[0]?.id)
    const fate =
      status === 'COMPLETED' || status === 'FAILED'
        ? status
        : status === 'OUTCOME_UNKNOWN' && row.needs_human
          ? 'INBOX'
          : 'OPEN'
    return { ...action, fate, status, posts: own.length, knocks: emulators.knocks.get(action.id) ?? 0, platformRefId }
  })
}
