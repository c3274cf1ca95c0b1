// CONTENT_PROD: one piece of content for each channel.
import { ContentReply, type ContentRequest } from '#contracts/upstream/visual.ts'
import { contentProd as job } from '#queues/jobs/content-prod.ts'
import type { Upstream } from '../adapters/upstream/create-upstream.ts'
import { UpstreamError } from '../adapters/upstream/upstream-error.ts'
import { callOf } from './call-of.ts'
import { defineStage } from './define-stage.ts'

declare module './stage-results.ts' {
  interface StageResults {
    CONTENT_PROD: ContentReply
  }
}

export function contentProd({ visual }: { visual: Upstream }) {
  return defineStage({
    stage: 'CONTENT_PROD',
    job,
    needs: ['STRATEGY_GEN'],
    async run(context) {
      const body: ContentRequest = {
        campaign_id: context.campaignId,
        tenant_id: context.tenantId,
        brief: context.brief,
        strategy_brief: context.results.STRATEGY_GEN,
        channels: [...context.channels],
      }
      const result = await visual.call({
        ...callOf(context, 'CONTENT_PROD'),
        path: '/content',
        body,
        reply: ContentReply,
      })
      demandOnePieceAChannel(
        context.channels.map(channel => `${channel.platform}:${channel.account}`),
        result.map(piece => piece.channel),
      )
      return { kind: 'advance', result, note: { pieces: result.length } }
    },
  })
}

function demandOnePieceAChannel(channels: string[], pieces: string[]): void {
  const missing = channels.filter(channel => !pieces.includes(channel))
  const strange = pieces.filter((piece, index) => !channels.includes(piece) || pieces.indexOf(piece) !== index)
  if (missing.length === 0 && strange.length === 0) return
  throw new UpstreamError(
    'UPSTREAM_INVALID_RESPONSE',
    `visual must answer one piece a channel; missing: ${missing.join(', ') || 'none'}; not asked for: ${strange.join(', ') || 'none'}`,
    { retryable: false },
  )
}
