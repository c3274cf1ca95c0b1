// The first act: one campaign from a brief to what was learned, told as its events come in.
import { z } from 'zod'
import { Brief, Channel } from '#contracts/brief.ts'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import { approveActions } from './approve-actions.ts'
import type { Client } from './create-client.ts'
import type { Refusal } from './demo-record.ts'
import type { Narrator } from './narrator.ts'
import { tellEntry } from './tell-entry.ts'

/** The files `campaign.json` and `second-campaign.json`. */
export const Assignment = z.strictObject({ brief: Brief, channels: z.array(Channel).min(1) })
export type Assignment = z.infer<typeof Assignment>

export interface People {
  tenantId: string
  proposer: { name: string; client: Client }
  approver: { name: string; client: Client }
}

export async function runCampaign(
  say: Narrator,
  people: People,
  assignment: Assignment,
): Promise<{ campaign: CampaignPayload; refusals: Refusal[] }> {
  const { client } = people.proposer
  const { campaign_id: id } = await client.createAndStart({ tenant_id: people.tenantId, ...assignment })
  const refusals: Refusal[] = []
  const channels = new Map<string, string>()
  for await (const entry of client.events('campaigns', id)) {
    await tellEntry(say, entry, () => client.campaign(id), channels)
    if (entry.action === 'stage.waiting') refusals.push(...(await approveActions(say, id, people)))
  }
  const campaign = await client.campaign(id)
  demandCompleted(campaign)
  return { campaign, refusals }
}

export function demandCompleted({ status, state, failure }: CampaignPayload): void {
  if (status === 'completed') return
  const why = failure === null ? `it is in ${state}` : `${failure.reason} at ${failure.stage}: ${failure.detail}`
  throw new Error(`the campaign should have completed and is ${status}: ${why}`)
}
