// What would become of a batch: `?dry_run=true`.
import { z } from 'zod'
import { Brief, Channel } from '#contracts/brief.ts'
import type { NewCampaign } from '#domain/ports/campaign-ledger.ts'
import type { BatchResult } from './plan-batch.ts'

/** What a campaign would be, with what its tenant and the settings fill in. */
export const Planned = z.object({ brief: Brief, channels: z.array(Channel), max_retries: z.int().min(0) })

/** @param campaigns those of the results that can be; their ids are of campaigns that will never be, so they are left out */
export function rehearsed(results: readonly BatchResult[], campaigns: readonly NewCampaign[]) {
  const made = new Map(campaigns.map(campaign => [campaign.id, campaign]))
  return {
    results: results.map(({ campaign_id, ...result }) => ({ ...result, ...plannedOf(made.get(campaign_id ?? '')) })),
    accepted: campaigns.length,
    refused: results.length - campaigns.length,
  }
}

function plannedOf(campaign: NewCampaign | undefined) {
  if (campaign === undefined) return {}
  const { brief, channels, maxRetries } = campaign
  return { planned: { brief, channels, max_retries: maxRetries } }
}
