// What the Optimizer checks of itself, through its own routes and in a tenant of its own: that a planted best opening is found and advised.
import { randomUUID } from 'node:crypto'
import { Advice, LearnReply } from '#contracts/upstream/optimizer.ts'
import type { SelfCheck } from '#services/kernel/create-service.ts'

const TENANT = '0198c0de-0000-7000-8000-0000000000d0'
const EMPTY_TENANT = '0198c0de-0000-7000-8000-0000000000d1'
const CHANNEL = { platform: 'MOCK', account: 'self-check' } as const
const BEST = 'story'
const STYLES = ['question', 'number', BEST, 'contrarian', 'benefit', 'urgency']
/** The same campaigns each time: learned once, answered from memory ever after, so that the check leaves nothing behind but advice. */
const CAMPAIGNS = 30
const ASKED = 10

export function optimizerSelfChecks(): SelfCheck[] {
  return [
    {
      name: 'a tenant without history gets advice that rests on nothing',
      async run(call) {
        const advice = Advice.parse(await call('/advice', adviceRequest(EMPTY_TENANT)))
        const got = {
          observations: advice.observations,
          channels: advice.channels.map(({ channel, weight }) => ({ channel, weight })),
        }
        return compared({ observations: 0, channels: [{ channel: 'MOCK:self-check', weight: 1 }] }, got)
      },
    },
    {
      name: `after ${CAMPAIGNS} campaigns with a planted best opening, it is what is advised in most of ${ASKED} new ones`,
      async run(call) {
        for (let number = 0; number < CAMPAIGNS; number++) LearnReply.parse(await call('/learn', learnRequest(number)))
        const advices: string[] = []
        for (let asked = 0; asked < ASKED; asked++) {
          advices.push(Advice.parse(await call('/advice', adviceRequest(TENANT))).hook_style)
        }
        const hits = advices.filter(style => style === BEST).length
        return { ok: hits >= ASKED * 0.8, expected: `at least ${ASKED * 0.8} times ${BEST}`, got: advices }
      },
    },
    {
      name: 'a campaign that is learned twice counts once',
      async run(call) {
        const before = Advice.parse(await call('/advice', adviceRequest(TENANT))).observations
        LearnReply.parse(await call('/learn', learnRequest(0)))
        const after = Advice.parse(await call('/advice', adviceRequest(TENANT))).observations
        return compared({ before: CAMPAIGNS, after: CAMPAIGNS }, { before, after })
      },
    },
  ]
}

function adviceRequest(tenant: string) {
  return { tenant_id: tenant, campaign_id: randomUUID(), channels: [CHANNEL] }
}

function learnRequest(number: number) {
  const style = STYLES[number % STYLES.length] ?? BEST
  const id = (kind: string) => `0198c0de-0000-7000-8000-${kind}${String(number).padStart(10, '0')}`
  const likes = (style === BEST ? 80 : 30) + ((number * 7) % 11)
  const channel = `${CHANNEL.platform}:${CHANNEL.account}`
  return {
    campaign_id: id('c0'),
    tenant_id: TENANT,
    execution_id: id('e0'),
    strategy_brief: {
      objective: 'a check',
      audience: 'operators',
      message: 'a check',
      hooks: [{ style, text: 'a check' }],
      channels: [{ channel, angle: 'a check', hour_utc: number % 24 }],
      debate: {
        positions: [{ role: 'CEO', stance: 'for', argument: 'a check', signal_ids: [], objections: [] }],
        verdict: { decision: 'go', reason: 'a check', overruled: [] },
      },
      constraints: [],
      guardrails: [],
      governance_hash: 'self-check',
      engine: 'self-check',
      usage: {},
    },
    publications: [{ action_id: id('a0'), channel, status: 'COMPLETED' }],
    metrics: [{ action_id: id('a0'), values: { impressions: 1000, likes } }],
  }
}

function compared(expected: unknown, got: unknown) {
  return { ok: JSON.stringify(expected) === JSON.stringify(got), expected, got }
}
