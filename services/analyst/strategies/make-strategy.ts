// Makes the strategy of a campaign: gathers the facts, lets an engine decide, does the arithmetic that none may get wrong.
import type { StrategyBrief } from '#contracts/strategy-brief.ts'
import type { StrategyRequest } from '#contracts/upstream/analyst.ts'
import type { Advice } from '#contracts/upstream/optimizer.ts'
import type { CallContext } from '../upstream/ask-service.ts'
import type { EnterprisePort } from '../upstream/create-enterprise-client.ts'
import type { OptimizerPort } from '../upstream/create-optimizer-client.ts'
import { splitBudget } from './split-budget.ts'
import type { DecidedStrategy, StrategyEngine, StrategyFacts } from './strategy-facts.ts'

export interface StrategyParts {
  enterprise: EnterprisePort
  optimizer: OptimizerPort
  engine: StrategyEngine
}

/** Throws a 502 or 503 problem when enterprise or the model cannot be had. */
export async function makeStrategy(
  request: StrategyRequest,
  parts: StrategyParts,
  call: CallContext,
): Promise<StrategyBrief> {
  const [policies, { simulation, comparable }, advice] = await Promise.all([
    parts.enterprise.policies(request.tenant_id, call),
    parts.enterprise.simulate(request, call),
    request.advice === undefined ? parts.optimizer.advice(request, call) : request.advice,
  ])
  const facts: StrategyFacts = { request, policies, simulation, comparable, advice }
  return assemble(facts, await parts.engine(facts, call.signal))
}

function assemble({ request, policies, advice }: StrategyFacts, decided: DecidedStrategy): StrategyBrief {
  const budgets = budgetsOf(decided)
  return {
    objective: request.brief.objective,
    audience: decided.audience,
    message: decided.message,
    hooks: decided.hooks,
    channels: decided.channels.map(({ channel, angle }, index) => {
      const budget = budgets?.[index]
      const hour = hourFor(channel, advice)
      return {
        channel,
        angle,
        ...(budget === undefined ? {} : { budget_minor: budget }),
        ...(hour === undefined ? {} : { hour_utc: hour }),
      }
    }),
    debate: decided.debate,
    constraints: request.brief.constraints ?? [],
    guardrails: request.brief.guardrails ?? [],
    governance_hash: policies.governance_hash,
    engine: decided.engine,
    usage: decided.usage,
  }
}

/** Only paid channels share the planned spend; their parts add up to exactly it. */
function budgetsOf({ channels, plannedMinor }: DecidedStrategy): number[] | null {
  if (plannedMinor === null) return null
  if (plannedMinor === 0) return channels.map(() => 0)
  const paid = channels.map(({ weight }, index) => ({ index, weight })).filter(({ weight }) => weight > 0)
  const parts = splitBudget(
    plannedMinor,
    paid.map(({ weight }) => weight),
  )
  const byChannel = new Map(paid.map(({ index }, position) => [index, parts[position] ?? 0]))
  return channels.map((_, index) => byChannel.get(index) ?? 0)
}

function hourFor(channel: string, advice: Advice | null): number | undefined {
  if (advice === null) return undefined
  return advice.channels.find(candidate => candidate.channel === channel)?.hour_utc ?? advice.hour_utc
}
