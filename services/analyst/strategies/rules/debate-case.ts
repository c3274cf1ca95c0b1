// The case before CMO, CFO and CEO: the facts, read once, so that all three argue about the same.

import type { TrendChoice } from '../choose-trend.ts'
import { formatMoney } from '../format-money.ts'
import type { CampaignWords } from '../hooks/campaign-words.ts'
import type { ObjectiveKind } from '../objective-kind.ts'
import type { SignalEvidence } from '../signal-evidence.ts'
import type { StrategyFacts } from '../strategy-facts.ts'

export interface DebateCase {
  facts: StrategyFacts
  kind: ObjectiveKind
  evidence: SignalEvidence
  words: CampaignWords
  trends: TrendChoice
  /** `PLATFORM:account`, the best simulated sales for their spend first. */
  ranking: readonly string[]
  /** Guardrails and constraints of the brief. */
  limits: number
}

/** What the CFO has against paying. */
export interface CfoObjection {
  code: 'BUDGET_BELOW_NEED' | 'MARGIN_NEGATIVE' | 'NOTHING_TO_SELL' | 'CURRENCY_UNKNOWN'
  text: string
}

/** In the order of their weight; empty: the CFO agrees. */
export function cfoObjections({ facts }: DebateCase): CfoObjection[] {
  const { simulation, comparable } = facts
  const budget = facts.request.brief.budget
  if (budget === undefined) return []
  const money = (minor: number) => formatMoney(minor, simulation.currency)
  if (!comparable) {
    return [
      {
        code: 'CURRENCY_UNKNOWN',
        text: `brief.budget is in ${budget.currency}, for which enterprise has no planning rate`,
      },
    ]
  }
  const objections: CfoObjection[] = []
  if (simulation.channels.every(channel => channel.sales === 0)) {
    objections.push({
      code: 'NOTHING_TO_SELL',
      text: `${money(simulation.spend_minor)} would bring no sale: nothing is in stock`,
    })
  }
  if (budget.amount_minor < simulation.needed_minor) {
    objections.push({
      code: 'BUDGET_BELOW_NEED',
      text: `brief.budget ${money(budget.amount_minor)} is below the ${money(simulation.needed_minor)} that the simulation needs`,
    })
  }
  if (simulation.margin_minor < 0 && simulation.spend_minor > 0) {
    objections.push({
      code: 'MARGIN_NEGATIVE',
      text: `the simulated margin is ${money(simulation.margin_minor)} on a spend of ${money(simulation.spend_minor)}`,
    })
  }
  return objections
}
