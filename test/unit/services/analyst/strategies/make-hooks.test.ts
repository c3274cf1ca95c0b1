// The opening words are whole sentences in their language, the same for the same campaign, and pass our own audit.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { auditContent } from '#services/analyst/audits/audit-content.ts'
import { loadAuditRules } from '#services/analyst/audits/audit-rules.ts'
import { campaignWords } from '#services/analyst/strategies/hooks/campaign-words.ts'
import { HOOK_STYLES } from '#services/analyst/strategies/hooks/hook-templates.ts'
import { type HookOrder, makeAngles, makeHooks, makeMessage } from '#services/analyst/strategies/hooks/make-hooks.ts'
import { mayBeSaid } from '#services/analyst/strategies/may-be-said.ts'
import { OBJECTIVE_KINDS } from '#services/analyst/strategies/objective-kind.ts'
import { CHANNELS } from '#test/fixtures/analyst/strategy-facts.ts'

const rules = loadAuditRules()

function order(campaignId: string, changes: Partial<HookOrder['words']> = {}): HookOrder {
  const words = {
    locale: 'en',
    subject: 'Ridge boots',
    details: 'waterproof, sewn by hand',
    audience: 'weekend hikers',
    trend: { term: 'rain', mentions: 14, hours: 24 },
    ...changes,
  }
  return { campaignId, words, advisedStyle: null, avoid: new Set(), allowed: () => true }
}

describe('hooks', () => {
  it('are one of every style, the same for the same campaign, others for other campaigns', () => {
    const hooks = makeHooks(order('a'))
    expect(hooks.map(hook => hook.style).sort()).toEqual([...HOOK_STYLES].sort())
    expect(makeHooks(order('a'))).toEqual(hooks)
    const openings = new Set(Array.from({ length: 40 }, (_, index) => makeHooks(order(`campaign ${index}`))[0]?.text))
    expect(openings.size).toBeGreaterThan(5)
  })

  it('are whole sentences without a placeholder in every language, with and without subject, audience and trend', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.constantFrom('en', 'en-GB', 'es', 'es-MX', 'de', 'de-AT', 'fr'),
        fc.option(fc.constantFrom('Ridge boots', 'iPhone case', 'Ölkanne')),
        fc.option(fc.constantFrom('waterproof', 'made of old sails')),
        fc.option(fc.constantFrom('weekend hikers', 'Eltern', 'familias')),
        fc.option(fc.constant({ term: 'rain', mentions: 14, hours: 24 })),
        (id, locale, subject, details, audience, trend) => {
          const filled = order(id, { locale, subject, details, audience, trend })
          const texts = [
            ...makeHooks(filled).map(hook => hook.text),
            ...OBJECTIVE_KINDS.map(kind => makeMessage(filled, kind)),
            ...makeAngles(CHANNELS, filled),
          ]
          for (const text of texts) {
            expect(text).toMatch(/^[“„«¿]?[\p{Lu}\p{N}].*[.?]$/u)
            expect(text).not.toMatch(/[{}]|null|undefined|\s\s| [.,:?]|\.\./)
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('give no account of a platform the angle of another while there are different ones', () => {
    const two = [
      { platform: 'MOCK' as const, account: 'one' },
      { platform: 'MOCK' as const, account: 'two' },
    ]
    for (let index = 0; index < 20; index++) expect(new Set(makeAngles(two, order(`c${index}`))).size).toBe(2)
  })

  it.each(['en', 'es', 'de'])('pass the audit that they will meet (%s)', async locale => {
    const texts = new Set<string>()
    for (let index = 0; index < 25; index++) {
      for (const trend of [null, { term: 'rain', mentions: 14, hours: 24 }]) {
        const filled = order(`campaign ${index}`, { locale, trend })
        for (const text of [
          ...makeHooks(filled).map(hook => hook.text),
          ...OBJECTIVE_KINDS.map(kind => makeMessage(filled, kind)),
          ...makeAngles(CHANNELS, filled),
        ])
          texts.add(text)
      }
    }
    const allowed = mayBeSaid({ objective: 'x', guardrails: ['no discounts', 'no prices', 'no superlatives'] }, rules)
    expect([...texts].filter(text => !allowed(text))).toEqual([])
    const report = await auditContent(
      {
        brief: { objective: 'x', locale },
        content: [{ channel: 'LINKEDIN:acme', text: [...texts].join('\n').slice(0, 3000), media: [] }],
        strategy_brief: emptyStrategy(),
      },
      { rules, media: async () => ({ status: 'failed', reason: 'none' }), minScore: 60 },
      AbortSignal.timeout(5000),
    )
    expect(report.checks.filter(check => !check.passed)).toEqual([])
  })

  it('leave out what a guardrail forbids', () => {
    const allowed = mayBeSaid({ objective: 'x', guardrails: ['no questions', 'never mention "Ridge"'] }, rules)
    const texts = makeHooks({ ...order('a'), allowed }).map(hook => hook.text)
    expect(texts.length).toBeGreaterThan(2)
    for (const text of texts) expect(text).not.toMatch(/\?|ridge/i)
  })
})

describe('the words of a campaign', () => {
  it.each([
    ['Sell more hiking boots before winter', undefined, 'hiking boots'],
    ['Increase awareness of our repair service', undefined, 'repair service'],
    ['Increase sales by 20 %', undefined, null],
    ['Publish what is relevant now', undefined, null],
    ['Mehr Wanderstiefel verkaufen', undefined, 'Wanderstiefel'],
    ['Vender más botas de montaña antes de invierno', undefined, 'botas de montaña'],
    ['Anything', 'Ridge boots, waterproof, made to last', 'Ridge boots'],
    ['Anything', 'A product whose description runs on and on and on without any end in sight at all', null],
  ])('take “%s” with product %s to be about %s', (objective, product, subject) => {
    expect(campaignWords({ objective, ...(product === undefined ? {} : { product }) }, null).subject).toBe(subject)
  })

  it.each([
    ['Ridge boots, waterproof, made to last.', 'waterproof, made to last'],
    ['Acme Cloud — backups that restore in minutes', 'backups that restore in minutes'],
    ['Ridge boots', null],
    ['Ridge boots. They are new. See https://acme.com', null],
  ])('repeat of the product %s what reads as one sentence: %s', (product, details) => {
    expect(campaignWords({ objective: 'Anything', product }, null).details).toBe(details)
  })
})

function emptyStrategy() {
  return {
    objective: 'x',
    audience: 'x',
    message: 'x',
    hooks: [],
    channels: [{ channel: 'LINKEDIN:acme', angle: 'x' }],
    debate: { positions: [], verdict: { decision: 'x', reason: 'x', overruled: [] } },
    constraints: [],
    guardrails: [],
    governance_hash: 'x',
    engine: 'x',
    usage: {},
  }
}
