// Everything that a debate knows before it begins, whichever engine holds it.

import type { StrategyBrief, Usage } from '#contracts/strategy-brief.ts'
import type { StrategyRequest } from '#contracts/upstream/analyst.ts'
import type { PoliciesReply, SimulationReply } from '#contracts/upstream/enterprise.ts'
import type { Advice } from '#contracts/upstream/optimizer.ts'

export interface StrategyFacts {
  request: StrategyRequest
  policies: PoliciesReply
  /** With the brief's budget; in the business's own currency when it cannot plan with the brief's. */
  simulation: SimulationReply
  /** Whether budget and simulation are in one currency; true without a budget. */
  comparable: boolean
  advice: Advice | null
}

/** What a debate decides; the rest of the strategy follows from it by arithmetic. */
export interface DecidedStrategy extends Pick<StrategyBrief, 'audience' | 'message' | 'hooks' | 'debate'> {
  /** One a channel of the request, in its order; `weight` is its part of the spend, 0 = without paid spend. */
  channels: readonly { channel: string; angle: string; weight: number }[]
  /** At most the budget; null when the brief has none. */
  plannedMinor: number | null
  engine: string
  usage: Usage
}

/** Throws a 502 or 503 problem when it cannot decide. */
export type StrategyEngine = (facts: StrategyFacts, signal: AbortSignal) => Promise<DecidedStrategy>
