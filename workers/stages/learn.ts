// LEARN: what the published did, the reservation settled, and what follows from it.

import type { MetricValues, Publication } from '#contracts/learning.ts'
import { SettleReply, type SettleRequest } from '#contracts/upstream/enterprise.ts'
import { LearnReply, type LearnRequest } from '#contracts/upstream/optimizer.ts'
import type { CampaignAction } from '#db/campaign/campaign-actions.ts'
import type { SeenBy } from '#db/campaign/campaign-keep-seen.ts'
import type { Platform } from '#domain/action/action-status.ts'
import { learn as job } from '#queues/jobs/learn.ts'
import type { Upstream } from '../adapters/upstream/create-upstream.ts'
import { callOf } from './call-of.ts'
import { defineStage, type StageContext } from './define-stage.ts'

export interface LearnPorts {
  enterprise: Upstream
  optimizer: Upstream
  actionsOf(tenantId: string, campaignId: string): Promise<CampaignAction[]>
  metricsOf(post: {
    tenantId: string
    platform: Platform
    account: string
    platformRefId: string
    signal: AbortSignal
  }): Promise<MetricValues>
  /** Figures go on changing: what the first try saw is what each later one says. @returns what was seen first */
  keepSeen<T>(by: SeenBy, look: () => Promise<T>): Promise<T>
}

declare module './stage-results.ts' {
  interface StageResults {
    LEARN: LearnReply
  }
}

export function learn({ enterprise, optimizer, keepSeen, ...sources }: LearnPorts) {
  return defineStage({
    stage: 'LEARN',
    job,
    needs: ['STRATEGY_GEN', 'PUBLISH'],
    async run(context) {
      const { tenantId, campaignId, executionId } = context
      const { publications, metrics } = await keepSeen({ tenantId, campaignId, executionId, name: 'LEARN_SEEN' }, () =>
        look(sources, context),
      )
      const { reservation_id, amount_minor } = context.results.PUBLISH.reservation
      const spentMinor = metrics.reduce((sum, { values }) => sum + Math.round(values.spend_minor ?? 0), 0)
      const settle: SettleRequest = { tenant_id: tenantId, spent_minor: Math.min(spentMinor, amount_minor) }
      await enterprise.call({
        ...callOf(context, 'LEARN'),
        path: `/reservations/${encodeURIComponent(reservation_id)}/settle`,
        body: settle,
        reply: SettleReply,
      })
      const body: LearnRequest = {
        ...{ campaign_id: campaignId, tenant_id: tenantId, execution_id: executionId },
        strategy_brief: context.results.STRATEGY_GEN,
        publications,
        metrics,
      }
      const result = await optimizer.call({ ...callOf(context, 'LEARN'), path: '/learn', body, reply: LearnReply })
      return { kind: 'advance', result, note: { learnings: result.length, spent_minor: spentMinor } }
    },
  })
}

async function look(
  { actionsOf, metricsOf }: Pick<LearnPorts, 'actionsOf' | 'metricsOf'>,
  { tenantId, campaignId, signal }: Pick<StageContext<never>, 'tenantId' | 'campaignId' | 'signal'>,
): Promise<Pick<LearnRequest, 'publications' | 'metrics'>> {
  const actions = await actionsOf(tenantId, campaignId)
  const published = actions.filter(action => action.status === 'COMPLETED')
  const metrics = await Promise.all(
    published.map(async action => {
      const [platform, account] = splitChannel(action.channel)
      const post = { tenantId, platform, account, platformRefId: action.platformRefId ?? '', signal }
      return { action_id: action.id, values: await metricsOf(post) }
    }),
  )
  return { publications: actions.map(toPublication), metrics }
}

function splitChannel(channel: string): [Platform, string] {
  const at = channel.indexOf(':')
  return [channel.slice(0, at) as Platform, channel.slice(at + 1)] // made of the two in the ledger
}

function toPublication(action: CampaignAction): Publication {
  return {
    action_id: action.id,
    channel: action.channel,
    status: action.status,
    ...(action.platformRefId === undefined ? {} : { platform_ref_id: action.platformRefId }),
    ...(action.permalink === undefined ? {} : { permalink: action.permalink }),
    ...(action.error === undefined ? {} : { error: { code: action.error.code, message: action.error.message } }),
  }
}
