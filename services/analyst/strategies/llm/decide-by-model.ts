// The engine with a model: three positions, then a verdict, each answer checked against the facts.
import type { DebatePosition } from '#contracts/strategy-brief.ts'
import { ServiceProblem } from '#services/kernel/service-problem.ts'
import type { AuditRules } from '../../audits/audit-rules.ts'
import { mayBeSaid } from '../may-be-said.ts'
import type { DecidedStrategy, StrategyEngine, StrategyFacts } from '../strategy-facts.ts'
import type { ModelPort } from './create-model-client.ts'
import { PositionAnswer, VerdictAnswer } from './debate-answers.ts'
import { debateData, positionPrompt, verdictPrompt } from './debate-prompts.ts'
import { ModelFailed } from './model-failed.ts'
import { createUsageMeter, type ModelPrices, type UsageMeter } from './usage-meter.ts'

export interface ModelEngineConfig {
  model: ModelPort
  prices: ModelPrices
  /** All calls of one debate together. */
  deadlineMs: number
  rules: AuditRules
  /** Told what a debate cost, the failed ones too. */
  onUsage(facts: StrategyFacts, usage: DecidedStrategy['usage'], outcome: string): void
  /** What decides when the model fails for good; null: the request fails. */
  fallback: StrategyEngine | null
}

/** Throws a 503 problem when the model is away, 502 when it answers what cannot be used; with a fallback neither. */
export function createModelEngine(config: ModelEngineConfig): StrategyEngine {
  return async (facts, signal) => {
    const meter = createUsageMeter(config.model.name, config.prices)
    try {
      const decided = await decide(
        facts,
        config,
        meter,
        AbortSignal.any([signal, AbortSignal.timeout(config.deadlineMs)]),
      )
      config.onUsage(facts, decided.usage, 'decided')
      return decided
    } catch (error) {
      if (!(error instanceof ModelFailed)) throw error
      const usage = meter.read()
      config.onUsage(facts, usage, error.kind)
      if (config.fallback === null) throw problemOf(error)
      const decided = await config.fallback(facts, signal)
      // What the failed debate used was used: it is told, though rules decided.
      return { ...decided, engine: `${decided.engine} (fallback: ${config.model.name} ${error.kind})`, usage }
    }
  }
}

async function decide(
  facts: StrategyFacts,
  { model, rules }: ModelEngineConfig,
  meter: UsageMeter,
  signal: AbortSignal,
): Promise<DecidedStrategy> {
  const position = async (role: DebatePosition['role'], heard: readonly DebatePosition[]) => {
    const question = {
      name: `${role.toLowerCase()}_position`,
      system: positionPrompt(role),
      user: debateData(facts, heard),
      schema: PositionAnswer,
    }
    const answer = await model.ask(
      { ...question, faults: answered => positionFaults(role, answered, facts) },
      meter,
      signal,
    )
    return { role, ...answer }
  }
  const [cmo, cfo] = await Promise.all([position('CMO', []), position('CFO', [])])
  const ceo = await position('CEO', [cmo, cfo])
  const positions = [cmo, cfo, ceo]
  const allowed = mayBeSaid(facts.request.brief, rules)
  const verdict = await model.ask(
    {
      name: 'verdict',
      system: verdictPrompt(facts),
      user: debateData(facts, positions),
      schema: VerdictAnswer,
      faults: answered => verdictFaults(answered, facts, cfo, allowed),
    },
    meter,
    signal,
  )
  return decided(verdict, positions, facts, model.name, meter)
}

function decided(
  verdict: VerdictAnswer,
  positions: DebatePosition[],
  { request, advice }: StrategyFacts,
  engine: string,
  meter: UsageMeter,
): DecidedStrategy {
  const { decision, reason, overruled, audience, message, hooks, channels, spend_minor } = verdict
  const advised = hooks.filter(hook => hook.style === advice?.hook_style)
  return {
    audience,
    message,
    hooks: [...advised, ...hooks.filter(hook => !advised.includes(hook))],
    channels: request.channels.flatMap(
      ({ platform, account }) => channels.find(({ channel }) => channel === `${platform}:${account}`) ?? [],
    ),
    plannedMinor: request.brief.budget === undefined ? null : spend_minor,
    debate: { positions, verdict: { decision, reason, overruled: [...new Set(overruled)] } },
    engine,
    usage: meter.read(),
  }
}

function positionFaults(
  role: DebatePosition['role'],
  { signal_ids, objections }: PositionAnswer,
  { request, simulation, comparable }: StrategyFacts,
): string[] {
  const known = new Set(request.signals.map(signal => signal.id))
  const faults = signal_ids.filter(id => !known.has(id)).map(id => `signal_ids: there is no signal ${id}`)
  const budget = request.brief.budget?.amount_minor
  if (
    role === 'CFO' &&
    comparable &&
    budget !== undefined &&
    budget < simulation.needed_minor &&
    objections.length === 0
  ) {
    faults.push(
      `objections: brief.budget ${budget} is below needed_minor ${simulation.needed_minor}, so the CFO must object`,
    )
  }
  return faults
}

function verdictFaults(
  verdict: VerdictAnswer,
  { request, advice }: StrategyFacts,
  cfo: DebatePosition,
  allowed: (text: string) => boolean,
): string[] {
  const expected = request.channels.map(({ platform, account }) => `${platform}:${account}`).sort()
  const named = verdict.channels.map(({ channel }) => channel).sort()
  const budget = request.brief.budget?.amount_minor ?? 0
  const faults: string[] = []
  if (JSON.stringify(expected) !== JSON.stringify(named))
    faults.push(`channels: must be exactly ${expected.join(', ')}`)
  if (verdict.spend_minor > budget) faults.push(`spend_minor: at most ${budget}`)
  if (verdict.spend_minor > 0 && verdict.channels.every(({ weight }) => weight === 0))
    faults.push('channels: the spend needs a weight above 0')
  if (advice !== null && !verdict.hooks.some(hook => hook.style === advice.hook_style))
    faults.push(`hooks: one must have the style ${advice.hook_style}`)
  if (cfo.objections.length > 0 && !verdict.overruled.some(role => role !== 'CEO'))
    faults.push('overruled: the CFO objects, so either CFO or CMO is overruled')
  for (const { text } of [{ text: verdict.message }, ...verdict.hooks]) {
    if (!allowed(text)) faults.push(`“${text}” breaks a guardrail or makes a claim that must not be made`)
  }
  return faults
}

function problemOf(error: ModelFailed): ServiceProblem {
  if (error.kind === 'unavailable') {
    return new ServiceProblem(503, 'MODEL_UNAVAILABLE', error.message, {
      cause: error,
      headers: { 'retry-after': '5' },
    })
  }
  return new ServiceProblem(502, error.kind === 'refused' ? 'MODEL_REFUSED' : 'MODEL_INVALID_ANSWER', error.message, {
    cause: error,
  })
}
