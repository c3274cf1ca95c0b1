// Campaigns as the orchestrator reports them, for the tests of the Optimizer.
import { createHash } from 'node:crypto'
import { LearnRequest } from '#contracts/upstream/optimizer.ts'

export const TENANT = '0198c0de-0000-7000-8000-00000000000a'
export const OTHER_TENANT = '0198c0de-0000-7000-8000-00000000000b'
export const MOCK = { platform: 'MOCK', account: 'demo' } as const

export interface Lesson {
  tenant?: string
  campaign: string
  execution?: string
  hook?: string
  hour?: number
  posts?: readonly { channel?: string; status?: string; impressions?: number; likes?: number }[]
}

/** `campaign` and `execution` are any words: each stands for one id. */
export function sampleLesson({
  tenant = TENANT,
  campaign,
  execution = campaign,
  hook = 'question',
  hour,
  posts,
}: Lesson): LearnRequest {
  const seen = posts ?? [{ impressions: 1000, likes: 30 }]
  const channels = [...new Set(seen.map(post => post.channel ?? 'MOCK:demo'))]
  return LearnRequest.parse({
    campaign_id: idOf(`campaign ${campaign}`),
    tenant_id: tenant,
    execution_id: idOf(`execution ${execution}`),
    strategy_brief: {
      objective: 'o',
      audience: 'a',
      message: 'm',
      hooks: [
        { style: hook, text: 't' },
        { style: 'not-used', text: 't' },
      ],
      channels: channels.map(channel => ({ channel, angle: 'a', ...(hour === undefined ? {} : { hour_utc: hour }) })),
      debate: {
        positions: [{ role: 'CEO', stance: 's', argument: 'a', signal_ids: [], objections: [] }],
        verdict: { decision: 'd', reason: 'r', overruled: [] },
      },
      constraints: [],
      guardrails: [],
      governance_hash: 'g',
      engine: 'test',
      usage: {},
    },
    publications: seen.map(({ channel = 'MOCK:demo', status = 'COMPLETED' }, index) => ({
      action_id: idOf(`action ${campaign} ${index}`),
      channel,
      status,
    })),
    metrics: seen.flatMap(({ impressions, likes }, index) =>
      impressions === undefined
        ? []
        : [{ action_id: idOf(`action ${campaign} ${index}`), values: { impressions, likes } }],
    ),
  })
}

export function idOf(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
