// What the CMO wants: attention, now, on every channel, as far as the signals carry it.

import type { Signal } from '#contracts/signal.ts'
import type { DebatePosition } from '#contracts/strategy-brief.ts'
import { formatMoney } from '../format-money.ts'
import type { ObjectiveKind } from '../objective-kind.ts'
import type { CfoObjection, DebateCase } from './debate-case.ts'

const AIMS: Readonly<Record<ObjectiveKind, string>> = {
  sales: 'sell while people are already looking',
  leads: 'turn attention into contacts',
  launch: 'make the launch be heard',
  awareness: 'be seen where the talk is',
  loyalty: 'give those who know us a reason to stay',
  relevance: 'say something worth hearing now',
}

const WHY_UNUSED = {
  'bad talk': 'what is said about it is bad',
  'a guardrail or claim rule': 'a guardrail or claim rule forbids the term',
} as const

export function cmoPosition(debate: DebateCase, cfo: readonly CfoObjection[]): DebatePosition {
  const { facts, evidence, kind, words, trends } = debate
  const channels = facts.request.channels.length
  const lead = words.trend === null ? 'the brief itself' : `the trend “${words.trend.term}”`
  const trendIds = trends.chosen?.signal_ids ?? []
  return {
    role: 'CMO',
    stance: `Go on ${channels === 1 ? 'the channel' : `all ${channels} channels`} and lead with ${lead}: ${AIMS[kind]}.`,
    argument: [
      `brief.objective “${short(facts.request.brief.objective)}” is about ${kind}.`,
      facts.request.brief.audience === undefined
        ? 'brief.audience is not given, so the message speaks to everybody.'
        : `brief.audience is “${short(facts.request.brief.audience)}”.`,
      evidence.count === 0
        ? 'There are no signals: the campaign stands on the brief alone.'
        : `Demand is ${evidence.demand.toFixed(2)} of 1 over ${evidence.count} signals; the strongest: ${cite(evidence.support)}.`,
      ...(trends.chosen === null
        ? []
        : [
            `“${trends.chosen.term}” has ${trends.chosen.mentions} mentions in ${trends.chosen.window_h} h, ${trends.chosen.change.toFixed(1)} times the window before.`,
          ]),
      ...trends.refused
        .slice(0, 2)
        .map(({ trend, why }) => `“${trend.term}” is rising too, but ${WHY_UNUSED[why]}: it stays unused.`),
      ...adviceLine(debate),
    ].join(' '),
    signal_ids: unique([...trendIds, ...evidence.support.map(signal => signal.id)], facts.request.signals),
    objections: objections(debate, cfo),
  }
}

function adviceLine({ facts }: DebateCase): string[] {
  if (facts.advice === null) return []
  return [
    `The optimizer advises to open with “${facts.advice.hook_style}” (${facts.advice.observations} rewarded campaigns).`,
  ]
}

/** The CMO has something against whatever makes the campaign smaller or quieter. */
function objections({ facts }: DebateCase, cfo: readonly CfoObjection[]): string[] {
  const { simulation, request } = facts
  const found: string[] = []
  if (cfo.length > 0 && request.channels.length > 1) {
    found.push(`To pay for fewer channels gives up part of the simulated reach of ${simulation.reach}.`)
  } else if (cfo.length > 0) {
    found.push(
      `To hold back gives up part of the reach that ${formatMoney(simulation.needed_minor, simulation.currency)} would buy.`,
    )
  }
  return found
}

export function cite(signals: readonly Signal[]): string {
  return (
    signals.map(signal => `${signal.id} “${short(signal.title, 60)}” (score ${signal.score.toFixed(2)})`).join(', ') ||
    'none'
  )
}

/** Ids of the request only, each once: a trend may name a signal that radar did not send along. */
export function unique(ids: readonly string[], signals: readonly Signal[]): string[] {
  const known = new Set(signals.map(signal => signal.id))
  return [...new Set(ids)].filter(id => known.has(id))
}

export function short(text: string, most = 120): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`
}
