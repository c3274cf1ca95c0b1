// A campaign of tea kettles, for the tests of Visual.
import { ContentRequest } from '#contracts/upstream/visual.ts'

type Input = Parameters<typeof ContentRequest.parse>[0]

export const CHANNELS = [
  { platform: 'TWITTER', account: 'acme' },
  { platform: 'TWITTER', account: 'acme-second' },
  { platform: 'LINKEDIN', account: 'acme' },
  { platform: 'META', account: 'page' },
  { platform: 'META', account: 'ig-acme' },
  { platform: 'MOCK', account: 'demo' },
] as const

interface Changes {
  campaignId?: string
  brief?: Record<string, unknown>
  strategy?: Record<string, unknown>
  channels?: readonly { platform: string; account: string }[]
}

export function sampleRequest({ campaignId, brief, strategy, channels = CHANNELS }: Changes = {}): ContentRequest {
  return ContentRequest.parse({
    campaign_id: campaignId ?? '0198c0de-0000-7000-8000-000000000001',
    tenant_id: '0198c0de-0000-7000-8000-000000000002',
    brief: { objective: 'Win trial users', product: 'Kettle Cloud – brews tea by schedule', locale: 'en', ...brief },
    strategy_brief: {
      objective: 'Win trial users',
      audience: 'busy office managers',
      message: 'Tea at the right minute keeps a team together. Kettle Cloud plans brews around your calendar.',
      hooks: [{ style: 'question', text: 'How many meetings started late because of the kettle?' }],
      channels: channels.map(({ platform, account }) => ({
        channel: `${platform}:${account}`,
        angle: `What readers of ${platform} ask ${account} first`,
      })),
      debate: {
        positions: [{ role: 'CEO', stance: 'for', argument: 'it pays', signal_ids: [], objections: [] }],
        verdict: { decision: 'go', reason: 'it pays', overruled: [] },
      },
      constraints: [],
      guardrails: [],
      governance_hash: 'g',
      engine: 'test',
      usage: {},
      ...strategy,
    },
    channels,
  } as Input)
}
