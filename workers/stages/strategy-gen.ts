// STRATEGY_GEN: the analyst's strategy, by debate, with the optimizer's advice where there is some.
import { z } from 'zod'
import { StrategyReply, type StrategyRequest } from '#contracts/upstream/analyst.ts'
import { Advice, type AdviceRequest } from '#contracts/upstream/optimizer.ts'
import { strategyGen as job } from '#queues/jobs/strategy-gen.ts'
import type { Upstream } from '../adapters/upstream/create-upstream.ts'
import { callOf } from './call-of.ts'
import { defineStage, type StageContext } from './define-stage.ts'

declare module './stage-results.ts' {
  interface StageResults {
    STRATEGY_GEN: StrategyReply
  }
}

export function strategyGen({ analyst, optimizer }: { analyst: Upstream; optimizer: Upstream }) {
  return defineStage({
    stage: 'STRATEGY_GEN',
    job,
    needs: ['RADAR_SCAN'],
    async run(context) {
      const { signals, trends } = context.results.RADAR_SCAN
      const body: StrategyRequest = {
        campaign_id: context.campaignId,
        tenant_id: context.tenantId,
        brief: context.brief,
        channels: [...context.channels],
        signals,
        trends,
        advice: await adviceOrNone(optimizer, context),
      }
      const result = await analyst.call({
        ...callOf(context, 'STRATEGY_GEN'),
        path: '/strategies',
        body,
        reply: StrategyReply,
      })
      const { decision, overruled } = result.debate.verdict
      return { kind: 'advance', result, note: { engine: result.engine, decision, overruled } }
    },
  })
}

/** Advice only makes a strategy better: without it there is one all the same. */
async function adviceOrNone(optimizer: Upstream, context: StageContext<never>): Promise<z.infer<typeof Advice> | null> {
  const body: AdviceRequest = {
    tenant_id: context.tenantId,
    campaign_id: context.campaignId,
    channels: [...context.channels],
  }
  try {
    const { trace, signal } = context
    return await optimizer.call({ path: '/advice', body, reply: z.union([Advice, z.null()]), trace, signal })
  } catch (error) {
    if (context.signal.aborted) throw error
    return null
  }
}
