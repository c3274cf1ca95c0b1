// Actions that are proposed, approved and commanded through the ledger, as people and enterprise would.
import { v7 as uuid } from 'uuid'
import type { Platform } from '#domain/action/action-status.ts'
import type { ActionProposalInput } from '#domain/ports/action-ledger.ts'
import { ANN, type CampaignRig } from '#test/support/campaign-rig.ts'
import { textOf } from '#test/support/platform-emulators.ts'

export interface CommandedAction {
  id: string
  platform: Platform
  account: string
}

const BOB = { sub: 'bob', principal: 'human' } as const
const AT_ONCE = 16

/** @returns them when the last is commanded, in the order of the places */
export async function commandActions(
  rig: CampaignRig,
  places: readonly { platform: Platform; account: string }[],
): Promise<CommandedAction[]> {
  const actions = places.map(place => ({ id: uuid(), ...place }))
  const waiting = actions.values()
  const commandNext = async () => {
    for (const action of waiting) await commandOne(rig, action)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, commandNext))
  return actions
}

async function commandOne(rig: CampaignRig, { id, platform, account }: CommandedAction): Promise<void> {
  const proposal: ActionProposalInput = {
    ...{ id, tenantId: rig.tenantId, platform, account, payload: { content_text: textOf(id) } },
    ...{ governanceHash: 'a'.repeat(64), execution: 'on_command', preflight: [] },
  }
  const view = await rig.ledger.actions.propose(proposal, ANN)
  if (view === 'key_taken') throw new Error('no key was given')
  const loaded = await rig.ledger.actions.load(rig.tenantId, id)
  if (loaded === undefined) throw new Error(`no action ${id}`)
  const digest = loaded.action.digest ?? ''
  await rig.ledger.actions.command(loaded, { type: 'approve', by: BOB, digest }, { actor: BOB })
  await rig.execute(id)
}
