// What the CFO wants: not to spend what brings nothing.
import type { DebatePosition } from '#contracts/strategy-brief.ts'
import { formatMoney } from '../format-money.ts'
import { short } from './cmo-position.ts'
import type { CfoObjection, DebateCase } from './debate-case.ts'

export function cfoPosition(debate: DebateCase, objections: readonly CfoObjection[]): DebatePosition {
  const { simulation, request } = debate.facts
  const money = (minor: number) => formatMoney(minor, simulation.currency)
  const warnings = debate.evidence.warnings
  return {
    role: 'CFO',
    stance: stance(debate, objections),
    argument: [
      request.brief.budget === undefined
        ? 'brief.budget is not given: nothing may be spent.'
        : `brief.budget is ${formatMoney(request.brief.budget.amount_minor, request.brief.budget.currency)}.`,
      `Enterprise simulates${request.brief.product === undefined ? '' : ` for brief.product “${short(request.brief.product, 60)}”`}: needed ${money(simulation.needed_minor)}, spend ${money(simulation.spend_minor)}, reach ${simulation.reach}, sales ${simulation.sales}, revenue ${money(simulation.revenue_minor)}, margin ${money(simulation.margin_minor)}.`,
      ...(debate.ranking.length > 1 ? [`Best sales for their spend: ${debate.ranking.join(', ')}.`] : []),
      ...(warnings.length === 0 ? [] : [`Spending meets bad talk in ${warnings.map(signal => signal.id).join(', ')}.`]),
    ].join(' '),
    signal_ids: warnings.map(signal => signal.id),
    objections: objections.map(({ text }) => `${text}.`),
  }
}

function stance({ facts }: DebateCase, objections: readonly CfoObjection[]): string {
  if (facts.request.brief.budget === undefined) return 'Agree, without paid spend.'
  if (objections.length === 0) return 'Agree: the budget covers the need and the margin bears it.'
  const [worst] = objections
  switch (worst?.code) {
    case 'CURRENCY_UNKNOWN':
    case 'NOTHING_TO_SELL':
      return 'Object: spend nothing.'
    default:
      return 'Object: pay only for the channels that sell most for their spend.'
  }
}
