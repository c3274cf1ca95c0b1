// LEARN: what the published did, the reservation settled, and what follows from it.

import type { MetricValues, Publication } from '#contracts/learning.ts'
import { SettleReply, type SettleRequest } from '#contracts/upstream/enterprise.ts'
import { LearnReply, type LearnRequest } from '#contracts/upstream/optimizer.ts'
import type { CampaignAction } from '#db/campaign/campaign-actions.ts'
import type { Platform } from '#domain/action/action-status.ts'
import { learn as job } from '#queues/jobs/learn.ts'
import type { Upstream } from '../adapters/upstream/create-upstream.ts'
import { callOf } from './call-of.ts'
import { defineStage } from './define-stage.ts'

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
}

declare module './stage-results.ts' {
  interface StageResults {
    LEARN: LearnReply
  }
}

export function learn({ enterprise, optimizer, actionsOf, metricsOf }: LearnPorts) {
  return defineStage({
    stage: 'LEARN',
    job,
    needs: ['STRATEGY_GEN', 'PUBLISH'],
    async run(context) {
      const actions = await actionsOf(context.tenantId, context.campaignId)
      const published = actions.filter(action => action.status === 'COMPLETED')
      const metrics = await Promise.all(
        published.map(async action => {
          const [platform, account] = splitChannel(action.channel)
          const post = {
            tenantId: context.tenantId,
            platform,
            account,
            platformRefId: action.platformRefId ?? '',
            signal: context.signal,
          }
          return { action_id: action.id, values: await metricsOf(post) }
        }),
      )
      const { reservation_id, amount_minor } = context.results.PUBLISH.reservation
      const spentMinor = metrics.reduce((sum, { values }) => sum + Math.round(values.spend_minor ?? 0), 0)
      const settle: SettleRequest = { tenant_id: context.tenantId, spent_minor: Math.min(spentMinor, amount_minor) }
      await enterprise.call({
        ...callOf(context, 'LEARN'),
        path: `/reservations/${encodeURIComponent(reservation_id)}/settle`,
        body: settle,
        reply: SettleReply,
      })
      const body: LearnRequest = {
        campaign_id: context.campaignId,
        tenant_id: context.tenantId,
        execution_id: context.executionId,
        strategy_brief: context.results.STRATEGY_GEN,
        publications: actions.map(toPublication),
        metrics,
      }
      const result = await optimizer.call({ ...callOf(context, 'LEARN'), path: '/learn', body, reply: LearnReply })
      return { kind: 'advance', result, note: { learnings: result.length, spent_minor: spentMinor } }
    },
  })
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
