// The audit stands whatever text it is given, quickly, and explains its score.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Brief } from '#contracts/brief.ts'
import { QualityReport } from '#contracts/quality-report.ts'
import type { StrategyBrief } from '#contracts/strategy-brief.ts'
import { auditContent } from '#services/analyst/audits/audit-content.ts'
import { loadAuditRules } from '#services/analyst/audits/audit-rules.ts'
import { anyText } from '#test/support/any-text.ts'

const rules = loadAuditRules()

function audit(text: string, brief: Partial<Brief> = {}, minScore = 60) {
  const strategy_brief: StrategyBrief = {
    objective: 'x',
    audience: 'x',
    message: 'x',
    hooks: [],
    channels: [{ channel: 'MOCK:demo', angle: 'x' }],
    debate: { positions: [], verdict: { decision: 'x', reason: 'x', overruled: [] } },
    constraints: [],
    guardrails: [],
    governance_hash: 'x',
    engine: 'x',
    usage: {},
  }
  const request = {
    brief: { objective: 'x', ...brief },
    content: [{ channel: 'MOCK:demo', text, media: [] }],
    strategy_brief,
  }
  return auditContent(
    request,
    { rules, media: async () => ({ status: 'failed', reason: 'none' }), minScore },
    AbortSignal.timeout(5000),
  )
}

describe('auditContent', () => {
  it('gives a report of the agreed shape for any text and any guardrail', async () => {
    const text = fc.oneof(
      anyText(),
      fc.string({ unit: 'grapheme' }),
      fc.webUrl(),
      fc.string().map(tail => `https://${tail}`),
    )
    await fc.assert(
      fc.asyncProperty(text, fc.string({ unit: 'grapheme' }), async (any, guardrail) => {
        const report = QualityReport.parse(await audit(any, { guardrails: [guardrail] }))
        const critical = report.checks.some(check => check.severity === 'CRITICAL' && !check.passed)
        expect(report.verdict).toBe(critical || report.score < 60 ? 'FAIL' : 'PASS')
      }),
      { numRuns: 60 },
    )
  })

  it('explains the score and fails below the threshold without any critical finding', async () => {
    const text = 'BUY OUR BOOTS NOW!!! Only 3 left. The best boots in the world, cheaper than all.'
    const report = await audit(text)
    expect(report).toMatchObject({ verdict: 'PASS', score: 60 })
    expect(report.checks.at(-1)).toMatchObject({
      name: 'score',
      passed: true,
      message: expect.stringMatching(/^100 − 8 \(.*\) = 60; 60 needed$/),
    })
    expect(await audit(text, {}, 61)).toMatchObject({ verdict: 'FAIL' })
  })

  // Quadratic patterns took minutes here, and so the time that a test has; a slow machine takes a second.
  it.each(['a.', 'a-', 'a ', '1', 'https://a.b', '{ ', 'heals the ', '😀', 'a@', 'not ', '!'])(
    'comes to an end with a very long text of “%s”',
    async unit => {
      const { checks } = await audit(unit.repeat(200_000 / unit.length), {
        guardrails: ['no discounts', 'no prices', 'no superlatives', 'never say "abc"'],
      })
      expect(checks).not.toHaveLength(0)
    },
  )
})
