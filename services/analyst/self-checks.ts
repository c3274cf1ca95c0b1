// What the analyst checks of itself, through its own routes.
import { AuditReply, StrategyReply } from '#contracts/upstream/analyst.ts'
import type { SelfCheck } from '#services/kernel/create-service.ts'

/** Belongs to nobody: enterprise answers for it with the state of a business it has never seen. */
const TENANT = '00000000-0000-4000-8000-00000000000a'
const CAMPAIGN = '00000000-0000-4000-8000-00000000000b'
const CHANNELS = [{ platform: 'MOCK', account: 'self-check' }]

export const SELF_CHECKS: readonly SelfCheck[] = [
  {
    name: 'a budget far below the need makes the CFO object, and somebody is overruled',
    async run(call) {
      const strategy = StrategyReply.parse(await call('/strategies', strategyRequest()))
      const cfo = strategy.debate.positions.find(position => position.role === 'CFO')
      const spent = strategy.channels.reduce((sum, channel) => sum + (channel.budget_minor ?? 0), 0)
      const got = {
        objections: (cfo?.objections.length ?? 0) > 0,
        overruled: strategy.debate.verdict.overruled.length > 0,
        within_budget: spent <= 100,
      }
      return {
        ok: got.objections && got.overruled && got.within_budget,
        expected: { objections: true, overruled: true, within_budget: true },
        got,
      }
    },
  },
  audits('an honest text passes', 'Wet trails ahead? A closer look at our boots is worth a minute.', 'PASS', null),
  audits('a disguised guarantee fails', 'We gu4rantee it.', 'FAIL', 'claims.guarantee'),
  audits('a guardrail of the brief is kept', 'Today 20% off.', 'FAIL', 'guardrail.discounts'),
  audits('a text above the limit fails', 'long '.repeat(1100), 'FAIL', 'limit.mock'),
]

function audits(name: string, text: string, verdict: 'PASS' | 'FAIL', failing: string | null): SelfCheck {
  return {
    name,
    async run(call) {
      const report = AuditReply.parse(await call('/audits', auditRequest(text)))
      const failed = report.checks.filter(check => !check.passed).map(check => check.name)
      const ok = report.verdict === verdict && (failing === null ? failed.length === 0 : failed.includes(failing))
      return {
        ok,
        expected: { verdict, failed: failing === null ? [] : [failing] },
        got: { verdict: report.verdict, failed },
      }
    },
  }
}

function strategyRequest() {
  const brief = { objective: 'Sell more trail boots', budget: { amount_minor: 100, currency: 'EUR' }, locale: 'en' }
  // No advice: a self-check must not depend on what others have learned.
  return { campaign_id: CAMPAIGN, tenant_id: TENANT, brief, channels: CHANNELS, signals: [], trends: [], advice: null }
}

function auditRequest(text: string) {
  const channel = 'MOCK:self-check'
  const brief = { objective: 'Sell more trail boots', guardrails: ['no discounts'], locale: 'en' }
  const strategy_brief = {
    objective: brief.objective,
    audience: 'hikers',
    message: 'Boots',
    hooks: [{ style: 'plain', text: 'Boots' }],
    channels: [{ channel, angle: 'Boots' }],
    debate: {
      positions: [{ role: 'CEO', stance: 'Go.', argument: 'None.', signal_ids: [], objections: [] }],
      verdict: { decision: 'GO', reason: 'None.', overruled: [] },
    },
    constraints: [],
    guardrails: brief.guardrails,
    governance_hash: '0'.repeat(64),
    engine: 'self-check',
    usage: {},
  }
  return { campaign_id: CAMPAIGN, tenant_id: TENANT, brief, content: [{ channel, text, media: [] }], strategy_brief }
}
