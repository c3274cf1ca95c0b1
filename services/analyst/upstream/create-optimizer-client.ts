// The wire to the optimizer. Advice is welcome, never waited for: without it the strategy is made all the same.
import type { Logger } from 'pino'
import type { StrategyRequest } from '#contracts/upstream/analyst.ts'
import { Advice } from '#contracts/upstream/optimizer.ts'
import { askService, type CallContext, ServiceUnanswered } from './ask-service.ts'

export interface OptimizerPort {
  /** null: none was to be had in time. */
  advice(request: StrategyRequest, call: CallContext): Promise<Advice | null>
}

export function createOptimizerClient(
  { baseUrl, timeoutMs }: { baseUrl: string; timeoutMs: number },
  logger: Logger,
): OptimizerPort {
  return {
    async advice({ tenant_id, campaign_id, channels }, call) {
      const body = { tenant_id, campaign_id, channels }
      try {
        return await askService({ url: `${baseUrl}/advice`, body, schema: Advice, timeoutMs }, call)
      } catch (error) {
        if (!(error instanceof ServiceUnanswered)) throw error
        // Fail-open, by design: a campaign must not wait for what could be learned from others.
        logger.warn({ event: 'advice_missing', tenant_id, campaign_id, why: error.message })
        return null
      }
    },
  }
}
