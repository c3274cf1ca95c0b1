// The engine without a model: the debate by explicit rules over signals, trends, brief, budget, guardrails and advice.
import type { Advice } from '#contracts/upstream/optimizer.ts'
import type { AuditRules } from '../../audits/audit-rules.ts'
import { chooseTrend } from '../choose-trend.ts'
import { campaignWords } from '../hooks/campaign-words.ts'
import type { HookStyle } from '../hooks/hook-templates.ts'
import { type HookOrder, makeAngles, makeHooks, makeMessage, templatesOf } from '../hooks/make-hooks.ts'
import { mayBeSaid } from '../may-be-said.ts'
import { objectiveKind } from '../objective-kind.ts'
import { signalEvidence } from '../signal-evidence.ts'
import type { DecidedStrategy, StrategyEngine, StrategyFacts } from '../strategy-facts.ts'
import { ceoVerdict, type Ruling } from './ceo-verdict.ts'
import { cfoPosition } from './cfo-position.ts'
import { cmoPosition } from './cmo-position.ts'
import { cfoObjections, type DebateCase } from './debate-case.ts'

/** Grows whenever the same facts would be decided otherwise. */
export const RULES_ENGINE = 'rules@1'

const LOUD: ReadonlySet<HookStyle> = new Set(['urgency', 'contrarian'])

/** The same facts give the same strategy. */
export function createRulesEngine(rules: AuditRules): StrategyEngine {
  return async facts => {
    const startedAt = performance.now()
    const allowed = mayBeSaid(facts.request.brief, rules)
    const debate = openCase(facts, allowed)
    const objections = cfoObjections(debate)
    const ruling = ceoVerdict(debate, objections)
    const positions = [cmoPosition(debate, objections), cfoPosition(debate, objections), ruling.position]
    return {
      ...wordsOf(debate, ruling, allowed),
      debate: { positions, verdict: ruling.verdict },
      plannedMinor: ruling.plannedMinor,
      engine: RULES_ENGINE,
      usage: {
        cost_minor: 0,
        currency: facts.request.brief.budget?.currency ?? facts.simulation.currency,
        duration_ms: Math.round(performance.now() - startedAt),
      },
    }
  }
}

function openCase(facts: StrategyFacts, allowed: (text: string) => boolean): DebateCase {
  const { brief, signals, trends } = facts.request
  const choice = chooseTrend(trends, signals, allowed)
  return {
    facts,
    kind: objectiveKind(brief.objective),
    evidence: signalEvidence(signals),
    words: campaignWords(brief, choice.chosen),
    trends: choice,
    ranking: rankChannels(facts),
    limits: (brief.guardrails?.length ?? 0) + (brief.constraints?.length ?? 0),
  }
}

/** Sales for a minor unit of spend, in the simulation; without spend, sales alone. */
function rankChannels({ request, simulation }: StrategyFacts): string[] {
  const worth = new Map(
    simulation.channels.map(({ channel, sales, spend_minor }) => [channel, sales / Math.max(1, spend_minor)]),
  )
  return request.channels
    .map(channel => `${channel.platform}:${channel.account}`)
    .toSorted((one, other) => (worth.get(other) ?? 0) - (worth.get(one) ?? 0))
}

function wordsOf(
  debate: DebateCase,
  ruling: Ruling,
  allowed: (text: string) => boolean,
): Pick<DecidedStrategy, 'audience' | 'message' | 'hooks' | 'channels'> {
  const { request, advice } = debate.facts
  const order: HookOrder = {
    campaignId: request.campaign_id,
    words: ruling.cautious ? { ...debate.words, trend: null } : debate.words,
    advisedStyle: advice?.hook_style ?? null,
    avoid: ruling.cautious ? LOUD : new Set(),
    allowed,
  }
  const angles = makeAngles(request.channels, order)
  const weights = weightsOf(ruling.paid, advice)
  return {
    audience: request.brief.audience ?? templatesOf(order.words.locale).everybody,
    message: makeMessage(order, debate.kind),
    hooks: makeHooks(order),
    channels: request.channels.map(({ platform, account }, index) => {
      const channel = `${platform}:${account}`
      return { channel, angle: angles[index] ?? '', weight: weights.get(channel) ?? 0 }
    }),
  }
}

/** The advised weights of the paid channels; one that the advice does not name weighs as the others do on average. */
function weightsOf(paid: readonly string[], advice: Advice | null): Map<string, number> {
  const advised = new Map(advice?.channels.map(({ channel, weight }) => [channel, weight]))
  const known = paid.flatMap(channel => advised.get(channel) ?? [])
  const mean = known.length === 0 ? 1 : known.reduce((all, weight) => all + weight, 0) / known.length
  const weights = paid.map((channel): [string, number] => [channel, advised.get(channel) ?? mean])
  // Advice that weighs all of them with nothing says nothing about how to divide.
  return new Map(weights.some(([, weight]) => weight > 0) ? weights : paid.map(channel => [channel, 1]))
}
