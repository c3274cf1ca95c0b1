// The debate by rules is a debate: what changes in the case changes what is said and decided.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StrategyBrief } from '#contracts/strategy-brief.ts'
import { loadAuditRules } from '#services/analyst/audits/audit-rules.ts'
import { makeStrategy } from '#services/analyst/strategies/make-strategy.ts'
import { createRulesEngine } from '#services/analyst/strategies/rules/decide-by-rules.ts'
import { type FactChanges, signal, strategyFacts } from '#test/fixtures/analyst/strategy-facts.ts'

const engine = createRulesEngine(loadAuditRules())

async function strategy(changes: FactChanges = {}): Promise<StrategyBrief> {
  const facts = strategyFacts(changes)
  const parts = {
    enterprise: { policies: async () => facts.policies, simulate: async () => facts },
    optimizer: { advice: async () => null },
    engine,
  }
  const call = { signal: AbortSignal.timeout(5000), headers: {} }
  return StrategyBrief.parse(await makeStrategy({ ...facts.request, advice: facts.advice }, parts, call))
}

const position = (made: StrategyBrief, role: 'CMO' | 'CFO' | 'CEO') => {
  const found = made.debate.positions.find(candidate => candidate.role === role)
  if (found === undefined) throw new Error(`${role} is silent`)
  return found
}
const spent = (made: StrategyBrief) => made.channels.reduce((sum, channel) => sum + (channel.budget_minor ?? 0), 0)

describe('the debate by rules', () => {
  it('lets CMO, CFO and CEO speak, each citing signals of the request and fields of the brief', async () => {
    const made = await strategy({ signals: [signal('good', 0.9, 0.5), signal('bad', 0.4, -0.8)] })
    expect(made.debate.positions.map(({ role }) => role)).toEqual(['CMO', 'CFO', 'CEO'])
    expect(position(made, 'CMO').signal_ids).toContain('good')
    expect(position(made, 'CFO').signal_ids).toEqual(['bad'])
    for (const { argument } of made.debate.positions) expect(argument).toMatch(/brief\.\w+/)
    expect(made).toMatchObject({ engine: 'rules@1', usage: { cost_minor: 0 }, governance_hash: 'a'.repeat(64) })
  })

  it('agrees when the budget covers the need and the margin bears it', async () => {
    const made = await strategy()
    expect(position(made, 'CFO').objections).toEqual([])
    expect(made.debate.verdict).toMatchObject({ overruled: [], decision: expect.stringMatching(/^GO:/) })
    expect(spent(made)).toBe(50_000)
  })

  it('overrules the CFO on a thin budget when the case is strong, and says so', async () => {
    const made = await strategy({
      brief: { budget: { amount_minor: 29_000, currency: 'EUR' } },
      simulation: { margin_minor: 30_000 },
    })
    expect(position(made, 'CFO').objections[0]).toMatch(/290\.00 EUR is below the 300\.00 EUR/)
    expect(made.debate.verdict.overruled).toEqual(['CFO'])
    expect(made.debate.verdict.reason).toMatch(/CFO is overruled/)
    expect(made.channels.every(channel => (channel.budget_minor ?? 0) > 0)).toBe(true)
  })

  it('cuts the plan to the best selling channels when the CFO prevails, and says so', async () => {
    const made = await strategy({
      brief: { budget: { amount_minor: 10_000, currency: 'EUR' } },
      simulation: { margin_minor: -3000 },
      signals: [],
    })
    expect(made.debate.verdict.overruled).toEqual(['CMO'])
    expect(made.debate.verdict.reason).toMatch(
      /CFO prevails .* plan is cut: LINKEDIN:acme, TWITTER:acme publish without paid spend/,
    )
    expect(made.channels.map(channel => channel.budget_minor)).toEqual([10_000, 0, 0])
  })

  it('spends nothing when nothing can be sold, or the currency is not planned with', async () => {
    const none = strategyFacts().simulation.channels.map(channel => ({ ...channel, sales: 0 }))
    const unsold = await strategy({ simulation: { channels: none, sales: 0, margin_minor: -30_000 } })
    const foreign = await strategy({ comparable: false, brief: { budget: { amount_minor: 9, currency: 'XAU' } } })
    for (const made of [unsold, foreign]) {
      expect(made.debate.verdict).toMatchObject({
        overruled: ['CMO'],
        decision: expect.stringMatching(/^GO WITHOUT PAID SPEND/),
      })
      expect(spent(made)).toBe(0)
    }
  })

  it('plans no spend without a budget, and nobody is overruled', async () => {
    const facts = strategyFacts()
    const { budget: _, ...brief } = facts.request.brief
    const parts = {
      enterprise: { policies: async () => facts.policies, simulate: async () => facts },
      optimizer: { advice: async () => null },
      engine,
    }
    const made = await makeStrategy({ ...facts.request, brief, advice: null }, parts, {
      signal: AbortSignal.timeout(5000),
      headers: {},
    })
    expect(made.channels.every(channel => channel.budget_minor === undefined)).toBe(true)
    expect(made.debate.verdict.overruled).toEqual([])
  })

  it('weighs the same facts differently for another objective', async () => {
    const facts: FactChanges = {
      simulation: { margin_minor: -10_000 },
      brief: { budget: { amount_minor: 28_000, currency: 'EUR' } },
    }
    const sales = await strategy({ ...facts, brief: { ...facts.brief, objective: 'Sell more trail boots' } })
    const fame = await strategy({ ...facts, brief: { ...facts.brief, objective: 'Raise awareness of our brand' } })
    expect(sales.debate.verdict.overruled).toEqual(['CMO'])
    expect(fame.debate.verdict.overruled).toEqual(['CFO'])
    expect(position(fame, 'CMO').argument).not.toBe(position(sales, 'CMO').argument)
  })

  it('speaks quietly when the talk is bad: no urgency, no contradiction, no riding on the trend', async () => {
    const made = await strategy({
      signals: [signal('s1', 0.9, -0.9), signal('s2', 0.8, -0.7), signal('s3', 0.5, 0.2)],
      trends: [{ term: 'rain', mentions: 9, window_h: 24, change: 3, signal_ids: ['s3'] }],
    })
    expect(made.hooks.map(hook => hook.style)).not.toContain('urgency')
    expect(JSON.stringify([made.hooks, made.message, made.channels])).not.toContain('rain')
    expect(made.debate.verdict.overruled).toContain('CMO')
    expect(position(made, 'CEO').objections).not.toEqual([])
  })

  it('never rides on a trend whose signals are bad or whose word a guardrail forbids', async () => {
    const trend = (term: string, id: string, change: number) => ({
      term,
      mentions: 9,
      window_h: 24,
      change,
      signal_ids: [id],
    })
    const made = await strategy({
      brief: { guardrails: ['do not use the word storm'] },
      signals: [signal('s1', 0.9, 0.3), signal('s2', 0.8, 0.4), signal('flood', 0.3, -0.9)],
      trends: [trend('floods', 'flood', 9), trend('storm', 's1', 8), trend('rain', 's2', 2)],
    })
    const words = JSON.stringify([made.hooks, made.message, made.channels])
    expect(words).toContain('ain”')
    expect(words).not.toMatch(/floods|storm/i)
    expect(position(made, 'CMO').argument).toMatch(/“floods” is rising too, but what is said about it is bad/)
  })

  it('opens with the advised style, a style without templates too, and divides the budget by the advised weights', async () => {
    const weights = { 'MOCK:demo': 0.5, 'LINKEDIN:acme': 0.3, 'TWITTER:acme': 0.2 }
    const channels = Object.entries(weights).map(([channel, weight]) => ({ channel, weight }))
    for (const style of ['story', 'urgency', 'limerick']) {
      const made = await strategy({ advice: { hook_style: style, hour_utc: 9, channels, observations: 40 } })
      expect(made.hooks[0]?.style).toBe(style)
      expect(made.channels.map(channel => channel.budget_minor)).toEqual([25_000, 15_000, 10_000])
      expect(made.channels.map(channel => channel.hour_utc)).toEqual([9, 9, 9])
    }
  })

  it('spends exactly the budget or nothing, whatever budget, need, margin, weights and signals are', async () => {
    const weight = fc.double({ min: 0, max: 1, noNaN: true })
    const anySignal = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }))
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 10 ** 12 }),
        fc.integer({ min: 0, max: 10 ** 9 }),
        fc.integer({ min: -(10 ** 6), max: 10 ** 6 }),
        fc.array(weight, { minLength: 3, maxLength: 3 }),
        fc.array(anySignal, { maxLength: 5 }),
        async (amount, needed, margin, weights, signals) => {
          const channels = ['MOCK:demo', 'LINKEDIN:acme', 'TWITTER:acme'].map((channel, index) => ({
            channel,
            weight: weights[index] ?? 0,
          }))
          const made = await strategy({
            brief: { budget: { amount_minor: amount, currency: 'EUR' } },
            simulation: { needed_minor: needed, margin_minor: margin },
            advice: { hook_style: 'question', hour_utc: 1, channels, observations: 1 },
            signals: signals.map(([score, sentiment], index) => signal(`s${index}`, score, sentiment)),
          })
          expect(spent(made)).toBe(amount)
          const { overruled } = made.debate.verdict
          // Whoever objects to money is answered: either the CFO is overruled or the CMO is.
          if (amount < needed) {
            expect(position(made, 'CFO').objections.length).toBeGreaterThan(0)
            expect(overruled.includes('CFO') !== overruled.includes('CMO') || overruled.length === 2).toBe(true)
          } else if (margin >= 0) expect(position(made, 'CFO').objections).toEqual([])
        },
      ),
      { numRuns: 40 },
    )
  })
})
