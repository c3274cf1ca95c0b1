import { createHash } from 'node:crypto'
import pino from 'pino'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { ContentReply } from '#contracts/upstream/visual.ts'
import { createVisual } from '#services/visual/create-visual.ts'
import { createMemoryMediaStore } from '#services/visual/media/create-memory-media-store.ts'
import { type MediaStore, MediaStoreFailed } from '#services/visual/media/media-store.ts'
import { CHANNELS, sampleRequest } from '#test/unit/services/visual/sample-request.ts'

function visual(store: MediaStore = createMemoryMediaStore()) {
  const app = createVisual({ store, logger: pino({ level: 'silent' }), knobs: true })
  const post = (path: string, body: unknown) =>
    app.request(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
  return { post, store }
}

describe('POST /content', () => {
  it('answers one piece per channel whose cards lie under their own hash', async () => {
    const { post, store } = visual()
    const request = sampleRequest()
    const answer = await post('/content', request)
    expect(answer.status).toBe(200)
    const pieces = ContentReply.parse(await answer.json())
    expect(pieces.map(piece => piece.channel)).toEqual(
      CHANNELS.map(({ platform, account }) => `${platform}:${account}`),
    )
    for (const { url, sha256, width, height, alt } of pieces.flatMap(piece => piece.media)) {
      const bytes = await store.get(url)
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
      expect(url).toContain(`/media/${request.tenant_id}/${request.campaign_id}/${sha256}.png`)
      expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width, height })
      expect(alt).toContain('How many meetings started late because of the kettle?')
    }
  })

  it('gives Instagram a square, MOCK both sizes, everybody else a wide card', async () => {
    const pieces = ContentReply.parse(await (await visual().post('/content', sampleRequest())).json())
    const sizes = Object.fromEntries(
      pieces.map(piece => [piece.channel, piece.media.map(({ width, height }) => `${width}x${height}`)]),
    )
    expect(sizes).toEqual({
      'TWITTER:acme': ['1200x675'],
      'TWITTER:acme-second': ['1200x675'],
      'LINKEDIN:acme': ['1200x675'],
      'META:page': ['1200x675'],
      'META:ig-acme': ['1080x1080'],
      'MOCK:demo': ['1200x675', '1080x1080'],
    })
  })

  it('answers the same bytes for the same request, from another instance too', async () => {
    const [first, second] = await Promise.all(
      [visual(), visual()].map(async ({ post }) => (await post('/content', sampleRequest())).text()),
    )
    expect(first).toBe(second)
  })

  it('names a channel once that was asked for twice', async () => {
    const channel = { platform: 'MOCK', account: 'demo' }
    const pieces = ContentReply.parse(
      await (await visual().post('/content', sampleRequest({ channels: [channel, channel] }))).json(),
    )
    expect(pieces).toHaveLength(1)
  })

  it('answers 422 naming the channel when the guardrails forbid every word', async () => {
    const answer = await visual().post(
      '/content',
      sampleRequest({
        brief: { objective: 'tea', product: undefined, guardrails: ['Never say "tea"'] },
        strategy: {
          objective: 'tea',
          message: 'tea',
          hooks: [{ style: 'story', text: 'Tea.' }],
          channels: [{ channel: 'MOCK:x', angle: 'tea' }],
        },
      }),
    )
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({
      code: 'GUARDRAILS_LEAVE_NOTHING',
      detail: expect.stringContaining('TWITTER:acme'),
    })
  })

  it('answers 503 with Retry-After while the object store is away', async () => {
    const store = createMemoryMediaStore()
    const away: MediaStore = {
      ...store,
      put: async key => Promise.reject(new MediaStoreFailed(`store ${key}`, new Error('refused'))),
    }
    const answer = await visual(away).post('/content', sampleRequest())
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('2')
    expect(await answer.json()).toMatchObject({ code: 'OBJECT_STORE_AWAY' })
  })
})

describe('POST /test', () => {
  it('is green, and red on a fault of its own knob', async () => {
    const { post } = visual()
    expect(await (await post('/test', {})).json()).toMatchObject({ ok: true })
    await post('/_reference/faults', { fault: 'wrong_shape', path: '/content' })
    expect(await (await post('/test', {})).json()).toMatchObject({ ok: false })
  })

  it('is red when the store gives back other bytes than it took', async () => {
    const store = createMemoryMediaStore()
    const lying: MediaStore = { ...store, get: async url => Buffer.concat([await store.get(url), Buffer.from('!')]) }
    expect(await (await visual(lying).post('/test', {})).json()).toMatchObject({
      ok: false,
      checks: [{ ok: true }, { ok: false }],
    })
  })
})
