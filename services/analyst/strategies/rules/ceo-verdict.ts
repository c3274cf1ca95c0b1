// The CEO's position and the verdict: who prevails, who is overruled, and by which sum.
import type { Debate, DebatePosition } from '#contracts/strategy-brief.ts'
import { CAUTION_ABOVE, type Criteria, OVERRULE_FROM, weigh } from '../ceo-criteria.ts'
import { formatMoney } from '../format-money.ts'
import { cite } from './cmo-position.ts'
import type { CfoObjection, DebateCase } from './debate-case.ts'

export interface Ruling {
  position: DebatePosition
  verdict: Debate['verdict']
  /** Channels that are paid for; the others publish without paid spend. */
  paid: readonly string[]
  /** null: the brief has no budget. */
  plannedMinor: number | null
  /** Speak quietly: much of the talk is bad. */
  cautious: boolean
}

export function ceoVerdict(debate: DebateCase, objections: readonly CfoObjection[]): Ruling {
  const criteria = criteriaOf(debate)
  const { total, sum } = weigh(criteria, debate.kind)
  const cautious = debate.evidence.risk > CAUTION_ABOVE
  const spending = rule(debate, objections, total)
  const { demand, calm } = criteria
  const quiet = cautious
    ? ` ${percent(debate.evidence.risk)} of the relevant talk is bad (${debate.evidence.warnings.map(signal => signal.id).join(', ')}), above ${percent(CAUTION_ABOVE)}: no urgency, no contradiction, no trend. The CMO's wish to be loud is overruled.`
    : ''
  const overruled = new Set<'CMO' | 'CFO'>([...spending.overruled, ...(cautious ? (['CMO'] as const) : [])])
  return {
    position: {
      role: 'CEO',
      stance: `${calm < demand ? 'Careful' : 'Open'}: weigh attention against money and risk.`,
      argument: `For an objective of ${debate.kind} the criteria add up: ${sum}; from ${OVERRULE_FROM} on an objection of the CFO is overruled. ${guardrailLine(debate)} ${policyLine(debate)} Heard: ${cite([...debate.evidence.support.slice(0, 1), ...debate.evidence.warnings.slice(0, 1)])}.`,
      signal_ids: [...debate.evidence.support.slice(0, 1), ...debate.evidence.warnings.slice(0, 1)].map(
        signal => signal.id,
      ),
      objections: cautious ? ['Much of the talk is bad: loud words would be read in its light.'] : [],
    },
    verdict: {
      decision: `${spending.decision}${cautious ? ' Speak quietly.' : ''}`,
      reason: `${spending.reason} (${sum}).${quiet}`,
      overruled: [...overruled],
    },
    paid: spending.paid,
    plannedMinor: spending.plannedMinor,
    cautious,
  }
}

function criteriaOf({ facts, evidence, limits }: DebateCase): Criteria {
  const { simulation, comparable, request } = facts
  const budget = request.brief.budget?.amount_minor
  const { spend_minor, margin_minor, needed_minor } = simulation
  return {
    demand: evidence.demand,
    calm: 1 - evidence.risk,
    margin: spend_minor === 0 ? 0.5 : Math.min(1, Math.max(0, 0.5 + margin_minor / spend_minor)),
    cover: !comparable || budget === undefined ? 0 : needed_minor === 0 ? 1 : Math.min(1, budget / needed_minor),
    freedom: 1 - Math.min(0.5, limits / 10),
  }
}

type Spending = Pick<Ruling, 'paid' | 'plannedMinor'> & {
  decision: string
  reason: string
  overruled: ('CMO' | 'CFO')[]
}

function rule(debate: DebateCase, objections: readonly CfoObjection[], total: number): Spending {
  const { request, simulation } = debate.facts
  const all = request.channels.map(channel => `${channel.platform}:${channel.account}`)
  const budget = request.brief.budget
  if (budget === undefined) {
    return {
      decision: 'GO WITHOUT PAID SPEND: publish on all channels, pay for none.',
      reason: 'brief.budget is not given, so CMO and CFO agree on unpaid reach',
      overruled: [],
      paid: [],
      plannedMinor: null,
    }
  }
  const money = formatMoney(budget.amount_minor, budget.currency)
  const planned = { plannedMinor: budget.amount_minor }
  if (objections.length === 0) {
    const need = formatMoney(simulation.needed_minor, simulation.currency)
    return {
      decision: `GO: spend ${money} on ${all.join(', ')}.`,
      reason: `The budget covers the need of ${need} and the CFO agrees`,
      overruled: [],
      paid: all,
      ...planned,
    }
  }
  const why = objections.map(objection => objection.text).join('; ')
  const absolute = objections.find(({ code }) => code === 'CURRENCY_UNKNOWN' || code === 'NOTHING_TO_SELL')
  if (absolute !== undefined) {
    return {
      decision: 'GO WITHOUT PAID SPEND: publish on all channels, pay for none.',
      reason: `The CFO prevails and the CMO is overruled: ${absolute.text}; the plan is cut to unpaid reach`,
      overruled: ['CMO'],
      paid: [],
      plannedMinor: 0,
    }
  }
  if (total >= OVERRULE_FROM) {
    return {
      decision: `GO IN SPITE OF THE CFO: spend ${money} on ${all.join(', ')}.`,
      reason: `The CFO is overruled although ${why}: the case for spending reaches ${total.toFixed(2)} of ${OVERRULE_FROM} needed`,
      overruled: ['CFO'],
      paid: all,
      ...planned,
    }
  }
  return cut(debate, all, money, why, total, budget.amount_minor)
}

/** As many channels stay paid as the budget covers of the need, the best sellers first; never none. */
function cut(
  debate: DebateCase,
  all: readonly string[],
  money: string,
  why: string,
  total: number,
  budgetMinor: number,
): Spending {
  const { needed_minor, reach } = debate.facts.simulation
  const cover = needed_minor === 0 ? 1 : Math.min(1, budgetMinor / needed_minor)
  const affordable = Math.max(1, Math.min(all.length - 1, Math.floor(all.length * cover)))
  const paid = debate.ranking.slice(0, affordable)
  const unpaid = all.filter(channel => !paid.includes(channel))
  const how =
    unpaid.length === 0
      ? `the aim is lowered to the ${reach} people that ${money} reach`
      : `${unpaid.join(', ')} ${unpaid.length === 1 ? 'publishes' : 'publish'} without paid spend`
  return {
    decision: `CUT: spend ${money} on ${paid.join(', ')} only${unpaid.length === 0 ? ', for a lower aim' : ''}.`,
    reason: `The CFO prevails and the CMO is overruled, for ${why}, and the case for spending reaches only ${total.toFixed(2)} of ${OVERRULE_FROM}; the plan is cut: ${how}`,
    overruled: ['CMO'],
    paid,
    plannedMinor: budgetMinor,
  }
}

function guardrailLine({ facts, limits }: DebateCase): string {
  const { guardrails = [], constraints = [] } = facts.request.brief
  return limits === 0
    ? 'brief.guardrails is empty.'
    : `brief.guardrails (${guardrails.length}) and brief.constraints (${constraints.length}) narrow what may be said.`
}

function policyLine({ facts }: DebateCase): string {
  const active = facts.policies.policies.filter(policy => policy.active)
  return active.length === 0
    ? 'No policy is in force.'
    : `Policies in force: ${active.map(policy => policy.name).join(', ')}.`
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`
}
