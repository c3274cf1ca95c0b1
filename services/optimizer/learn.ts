// The place where a finished campaign is learned from: once per execution, counted once per campaign.
import type { Learning } from '#contracts/learning.ts'
import type { LearnRequest } from '#contracts/upstream/optimizer.ts'
import { seenOf } from './engagement-of.ts'
import { findLearnings } from './findings/find-learnings.ts'
import type { CampaignHistory, MeasuredCampaign, MeasuredPost } from './history/campaign-history.ts'

/** Campaigns that are looked back on; older ones say little about what works now, and the work stays bounded. */
export const LOOK_BACK_CAMPAIGNS = 1000

/** An execution that was learned before is answered as it was then, whatever the metrics say now. */
export function learn(request: LearnRequest, history: CampaignHistory): Learning[] {
  const { tenant_id: tenantId, execution_id: executionId, campaign_id: campaignId } = request
  const known = history.learnings(tenantId, executionId)
  if (known !== undefined) return known
  const measured = measuredCampaign(request)
  const others = history.campaigns(tenantId, LOOK_BACK_CAMPAIGNS).filter(campaign => campaign.campaignId !== campaignId)
  const learnings = findLearnings({
    hookStyle: hookStyleOf(request),
    publications: request.publications,
    measured,
    spendMinor: spendOf(request),
    history: others,
  })
  history.keepLesson({ tenantId, executionId, campaignId, measured, learnings })
  return learnings
}

/** The first hook is the one that the posts open with. */
function hookStyleOf({ strategy_brief }: LearnRequest): string {
  return strategy_brief.hooks[0]?.style ?? 'plain'
}

function measuredCampaign(request: LearnRequest): MeasuredCampaign | null {
  const posts = measuredPosts(request)
  return posts.length === 0 ? null : { campaignId: request.campaign_id, hookStyle: hookStyleOf(request), posts }
}

/** Posts that people saw. The hour is the one that was planned: publications carry no time of their own. */
function measuredPosts({ publications, metrics, strategy_brief }: LearnRequest): MeasuredPost[] {
  const values = new Map(metrics.map(metric => [metric.action_id, metric.values]))
  const hours = new Map(strategy_brief.channels.map(({ channel, hour_utc }) => [channel, hour_utc ?? null]))
  return publications.flatMap(({ action_id, channel }) => {
    const seen = seenOf(values.get(action_id) ?? {})
    return seen.impressions > 0 ? [{ channel, hourUtc: hours.get(channel) ?? null, ...seen }] : []
  })
}

function spendOf({ metrics }: LearnRequest): number | null {
  const spends = metrics.flatMap(metric => metric.values.spend_minor ?? [])
  return spends.length === 0 ? null : spends.reduce((sum, spend) => sum + spend, 0)
}
