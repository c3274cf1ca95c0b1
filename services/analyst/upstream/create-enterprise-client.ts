// The wire to enterprise: policies and simulations. Without them there is no strategy.
import type { StrategyRequest } from '#contracts/upstream/analyst.ts'
import { PoliciesReply, SimulationReply } from '#contracts/upstream/enterprise.ts'
import { ServiceProblem } from '#services/kernel/service-problem.ts'
import { askService, type CallContext, ServiceUnanswered } from './ask-service.ts'

export interface Simulated {
  simulation: SimulationReply
  /** false: enterprise cannot plan in the budget's currency and answered in its own. */
  comparable: boolean
}

export interface EnterprisePort {
  policies(tenantId: string, call: CallContext): Promise<PoliciesReply>
  simulate(request: StrategyRequest, call: CallContext): Promise<Simulated>
}

export function createEnterpriseClient({ baseUrl, timeoutMs }: { baseUrl: string; timeoutMs: number }): EnterprisePort {
  const simulations = (body: unknown, call: CallContext) =>
    askService({ url: `${baseUrl}/simulations`, body, schema: SimulationReply, timeoutMs }, call)
  return {
    async policies(tenantId, call) {
      const url = `${baseUrl}/policies?tenant_id=${encodeURIComponent(tenantId)}`
      return askService({ url, schema: PoliciesReply, timeoutMs }, call).catch(throwProblem)
    },
    async simulate({ tenant_id, brief, channels }, call) {
      const { budget, product } = brief
      const question = { tenant_id, channels, ...(product === undefined ? {} : { product }) }
      if (budget === undefined) {
        return { simulation: await simulations(question, call).catch(throwProblem), comparable: true }
      }
      try {
        const simulation = await simulations({ ...question, budget }, call)
        return { simulation, comparable: simulation.currency === budget.currency }
      } catch (error) {
        // 422: the one thing that may be wrong in a valid question is a currency without a planning rate.
        if (!(error instanceof ServiceUnanswered) || error.status !== 422) return throwProblem(error)
        return { simulation: await simulations(question, call).catch(throwProblem), comparable: false }
      }
    },
  }
}

/** Away, overloaded or broken is 503, so that the stage is tried again; talking another language is 502. */
function throwProblem(error: unknown): never {
  if (!(error instanceof ServiceUnanswered)) throw error
  const headers = { 'retry-after': error.retryAfter ?? '2' }
  const away = error.kind === 'unreachable' || error.status === 429 || (error.status ?? 0) >= 500
  if (away)
    throw new ServiceProblem(503, 'ENTERPRISE_UNAVAILABLE', 'enterprise cannot be asked', { cause: error, headers })
  throw new ServiceProblem(502, 'ENTERPRISE_INVALID_RESPONSE', 'enterprise did not answer as agreed', { cause: error })
}
