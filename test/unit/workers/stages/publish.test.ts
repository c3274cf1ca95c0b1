import { expect, it, vi } from 'vitest'
import type { HashMediaOf } from '#workers/adapters/media/create-media-hasher.ts'
import { type PublishPorts, publish } from '#workers/stages/publish.ts'

const PLATFORMS = ['TWITTER', 'META', 'MOCK'] as const

const context = {
  ...{ campaignId: 'c', tenantId: 't', executionId: '0190b5a0-0000-7000-8000-000000000001', attempt: 1 },
  ...{ brief: {}, metadata: {}, startedBy: { sub: 'ann', principal: 'human' }, signal: new AbortController().signal },
  channels: PLATFORMS.map(platform => ({ platform, account: 'demo' })),
  results: {
    STRATEGY_GEN: { governance_hash: 'policy', channels: [] },
    CONTENT_PROD: PLATFORMS.map(platform => ({
      channel: `${platform}:demo`,
      text: 'hello',
      media: [{ url: `https://media.example/${platform}`, alt: '', sha256: platform }],
    })),
  },
}

it('previews of all pieces together have the time of one step, however many pieces there are', async () => {
  const left: number[] = []
  const hashMediaOf: HashMediaOf = async (_tenant, urls, _signal, previews = { leftMs: Number.NaN }) => {
    left.push(previews.leftMs)
    previews.leftMs -= 9000
    return urls.map(url => url.slice('https://media.example/'.length))
  }
  const ports = {
    enterprise: {
      call: vi.fn(async () => ({ status: 'RESERVED', reservation_id: 'r', amount_minor: 0, currency: 'EUR' })),
    },
    ...{ hashMediaOf, actionsOf: async () => [], accountKind: async () => 'organic' },
    policyOf: async () => ({ version: 0, rules: [], governance: [] }),
  }
  const outcome = await publish(ports as unknown as PublishPorts).run(context as never)
  expect(outcome.kind).toBe('wait')
  expect(left).toEqual([20_000, 11_000, 2000])
})
