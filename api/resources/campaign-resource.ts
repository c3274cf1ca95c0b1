// A campaign as clients see it: CampaignPayload, the master contract of seeds 003 and 004.
import { CampaignPayload } from '#contracts/campaign-payload.ts'
import type { AuditEntry } from '#domain/audit-entry.ts'
import type { CampaignSummary, CampaignView, PublicationView } from '#domain/ports/campaign-ledger.ts'

/** Shapes of results were checked when their stages recorded them. */
export function campaignResource(view: CampaignView): CampaignPayload {
  const { results } = view
  return {
    ...campaignSummaryResource(view),
    strategy_brief: results.STRATEGY_GEN ?? null,
    content: results.CONTENT_PROD ?? [],
    quality_report: results.QUALITY_AUDIT ?? null,
    publications: view.publications.map(publication),
    learnings: results.LEARN ?? [],
    execution_log: view.log.map(logEntry),
  } as CampaignPayload
}

/** A line of a list: without results and log. */
export const CampaignSummaryResource = CampaignPayload.omit({
  strategy_brief: true,
  content: true,
  quality_report: true,
  publications: true,
  learnings: true,
  execution_log: true,
})

export function campaignSummaryResource(view: CampaignSummary) {
  const { campaign } = view
  return {
    campaign_id: campaign.id,
    tenant_id: campaign.tenantId,
    execution_id: campaign.executionId,
    state: campaign.state,
    status: view.status,
    retry_count: campaign.retryCount,
    max_retries: campaign.maxRetries,
    brief: view.brief,
    channels: view.channels,
    failure: campaign.status === 'failed' ? campaign.failure : null,
    metadata: view.metadata,
    created_at: view.createdAt.toISOString(),
    updated_at: view.updatedAt.toISOString(),
  }
}

function publication(view: PublicationView) {
  return {
    action_id: view.actionId,
    channel: view.channel,
    status: view.status,
    platform_ref_id: view.platformRefId,
    permalink: view.permalink,
    error: view.error && { code: view.error.code, message: view.error.message },
  }
}

function logEntry(entry: AuditEntry) {
  return {
    seq: entry.seq,
    timestamp: entry.at,
    actor_service: entry.actor.sub,
    action: entry.action,
    details: entry.details,
  }
}

export const CAMPAIGN_COLUMNS = [
  'campaign_id',
  'tenant_id',
  'execution_id',
  'state',
  'status',
  'retry_count',
  'max_retries',
  'objective',
  'channels',
  'failure_reason',
  'failure_stage',
  'created_at',
  'updated_at',
] as const

export function campaignRow(view: CampaignSummary): Record<(typeof CAMPAIGN_COLUMNS)[number], unknown> {
  const { brief, channels, failure, metadata: _, ...plain } = campaignSummaryResource(view)
  return {
    ...plain,
    objective: brief.objective,
    channels: channels.map(channel => `${channel.platform}:${channel.account}`).join(' '),
    failure_reason: failure?.reason,
    failure_stage: failure?.stage,
  }
}
