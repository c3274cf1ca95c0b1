import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { CredentialsRefused } from '#domain/ports/credential-source.ts'
import type { Handles, Post, ProbeClues } from '#domain/ports/platform.ts'
import { createMetaPlatform } from '#workers/adapters/meta/index.ts'
import { metaWorld, never, postOf, toolsWith } from './prepare-world.ts'

const clues = (handles: Handles = {}): ProbeClues => ({
  known: new Set(),
  handles,
  echoes: [],
  sinceMs: Date.now() - 1000,
})
const medium = (url: string) => ({ url, sha256: 'a'.repeat(64), alt: 'a red square' })

describe('preparing refuses', () => {
  it.each([
    ['an ad without a budget', { budgetMinor: undefined }, 'BUDGET_MISSING'],
    ['a budget in another currency than the ad account’s', { currency: 'USD' }, 'CURRENCY_MISMATCH'],
    [
      'an interest that Meta does not know',
      { audience: { ageRange: [20, 30], interests: ['Coffee', 'unknown things'] } },
      'AUDIENCE_UNKNOWN',
    ],
  ])('%s, and nothing is made by it', async (_, more, code) => {
    const { port, emulator } = await metaWorld()
    const { tools, checkpoints } = toolsWith()
    const { budgetMinor, ...rest } = { ...postOf('ads'), ...more } as Post
    const post = budgetMinor === undefined ? rest : { ...rest, budgetMinor }
    expect(await port.prepare(post, tools)).toMatchObject({ kind: 'refused', error: { code, retryable: false } })
    expect(checkpoints.has('campaign.intent')).toBe(false)
    const made = await fetch(`${emulator.url}/v26.0/act_ads-demo/campaigns`, {
      headers: { authorization: 'Bearer emulated-ads-demo' },
    })
    expect(await made.json()).toEqual({ data: [] })
  })

  it('what the dry run refuses, and nothing is made by it', async () => {
    const { port } = await metaWorld()
    const { tools, checkpoints } = toolsWith()
    const post = postOf('ads', { actionId: 'x'.repeat(400) }) // its name is longer than Meta takes
    expect(await port.prepare(post, tools)).toMatchObject({ kind: 'refused', error: { platformCode: '100' } })
    expect(checkpoints.has('campaign.intent')).toBe(false)
  })

  const text = new TextEncoder().encode('not a picture')
  it.each(['page', 'instagram', 'ads'] as const)('what is no picture, on %s', async kind => {
    const { port } = await metaWorld()
    const { tools } = toolsWith({ m: text })
    expect(await port.prepare(postOf(kind, { media: [medium('m')] }), tools)).toMatchObject({
      kind: 'refused',
      error: { code: 'MEDIA_UNSUPPORTED' },
    })
  })

  it('a GIF for Instagram, which a page takes', async () => {
    const { port } = await metaWorld()
    const gif = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
      .gif()
      .toBuffer()
    const media = [medium('m')]
    expect(await port.prepare(postOf('instagram', { media }), toolsWith({ m: gif }).tools)).toMatchObject({
      error: { code: 'MEDIA_UNSUPPORTED' },
    })
    expect(await port.prepare(postOf('page', { media }), toolsWith({ m: gif }).tools)).toEqual({ kind: 'ready' })
  })

  it('what is too large', async () => {
    const { port } = await metaWorld()
    const large = new Uint8Array(8 * 1024 * 1024 + 1)
    const prepared = await port.prepare(postOf('instagram', { media: [medium('m')] }), toolsWith({ m: large }).tools)
    expect(prepared).toMatchObject({ kind: 'refused', error: { code: 'MEDIA_TOO_LARGE' } })
  })

  it('Instagram without a picture', async () => {
    const { port } = await metaWorld()
    expect(await port.prepare(postOf('instagram'), toolsWith().tools)).toMatchObject({
      error: { code: 'MEDIA_NEEDED' },
    })
  })

  it('a caption that is longer than Instagram takes', async () => {
    const { port, emulator } = await metaWorld()
    const { url, bytes } = emulator.picture
    const post = postOf('instagram', { text: 'x'.repeat(2201), media: [medium(url)] })
    expect(await port.prepare(post, toolsWith({ [url]: bytes }).tools)).toMatchObject({
      kind: 'refused',
      error: { code: 'PLATFORM_REFUSED', platformCode: '100/2207010' },
    })
  })
})

describe('preparing', () => {
  it('throws what may go better later: a medium that can’t be read, and nobody there', async () => {
    const { port } = await metaWorld()
    await expect(port.prepare(postOf('page', { media: [medium('gone')] }), toolsWith().tools)).rejects.toThrow('gone')
    const unreachable = await metaWorld({ baseUrl: 'http://127.0.0.1:9/meta' })
    await expect(unreachable.port.prepare(postOf('ads'), toolsWith().tools)).rejects.toThrow()
  })

  it('says that it is not let in, with a wrong token and without credentials', async () => {
    const { port } = await metaWorld()
    const post = postOf('ads')
    const stranger = { ...post, account: { ...post.account, account: 'stranger' } }
    expect(await port.prepare(stranger, toolsWith().tools)).toMatchObject({ kind: 'unauthorized' })
    const none = await metaWorld({
      credentials: { credentialsOf: () => Promise.reject(new CredentialsRefused('there are none')) },
    })
    expect(await none.port.prepare(post, toolsWith().tools)).toEqual({ kind: 'unauthorized', detail: 'there are none' })
  })

  it('uploads each photo once, with its alt text, and goes on where an earlier run has stopped', async () => {
    const { port, emulator } = await metaWorld()
    const { bytes } = emulator.picture
    const post = postOf('page', { media: [medium('one'), medium('two')] })
    const first = toolsWith({ one: bytes })
    await expect(port.prepare(post, first.tools)).rejects.toThrow('no medium two')
    const second = toolsWith({ two: bytes }, first.tools.checkpoints.all())
    expect(await port.prepare(post, second.tools)).toEqual({ kind: 'ready' })
    expect(second.read).toEqual(['two'])
    expect([...second.checkpoints.keys()]).toEqual(['photo.0', 'photo.1'])
  })

  it('makes an ad of paused parts alone', async () => {
    const { port, emulator } = await metaWorld()
    const { tools, checkpoints } = toolsWith()
    expect(await port.prepare(postOf('ads'), tools)).toEqual({ kind: 'ready' })
    const connection = await port.connect(postOf('ads').account, never)
    const result = await connection.postContent(postOf('ads'), tools.checkpoints.all(), 2000)
    expect(result).toMatchObject({ kind: 'accepted' })
    expect(await emulator.published()).toMatchObject([
      {
        text: 'Read this',
        budget_minor: 5000,
        details: { name: 'mandate:act-1:ad', status: 'PAUSED', adset_id: checkpoints.get('adset')?.id },
      },
    ])
    const parts = await Promise.all(
      ['campaigns', 'adsets'].map(async edge => {
        const answer = await fetch(`${emulator.url}/v26.0/act_ads-demo/${edge}?fields=name,status`, {
          headers: { authorization: 'Bearer emulated-ads-demo' },
        })
        return ((await answer.json()) as { data: { name: string; status: string }[] }).data
      }),
    )
    expect(parts.flat().map(({ name, status }) => [name, status])).toEqual([
      ['mandate:act-1:campaign', 'PAUSED'],
      ['mandate:act-1:adset', 'PAUSED'],
    ])
  })

  it('sends nothing that was not prepared', async () => {
    const { port, emulator } = await metaWorld()
    for (const kind of ['instagram', 'ads'] as const) {
      const connection = await port.connect(postOf(kind).account, never)
      expect(await connection.postContent(postOf(kind), {}, 2000)).toMatchObject({ kind: 'unknown' })
      connection.close()
    }
    expect(await emulator.published()).toEqual([])
  })
})

describe('an Instagram container', () => {
  const world = async () => {
    const { port, emulator, clock } = await metaWorld()
    const { url, bytes } = emulator.picture
    const post = postOf('instagram', { media: [medium(url)] })
    const { tools, checkpoints } = toolsWith({ [url]: bytes })
    const send = async () => {
      const connection = await port.connect(post.account, never)
      return connection.postContent(post, tools.checkpoints.all(), 2000)
    }
    const probe = () => port.probe(post, clues(tools.checkpoints.all()), never)
    return { port, emulator, clock, post, tools, checkpoints, send, probe }
  }

  it('is waited for without holding a worker, and made once', async () => {
    const { port, emulator, post, tools, checkpoints } = await world()
    await emulator.put('processing', { ms: 60_000 })
    expect(await port.prepare(post, tools)).toMatchObject({ kind: 'not_yet', retryInMs: 10 })
    const made = checkpoints.get('container')
    expect(await port.prepare(post, tools)).toMatchObject({ kind: 'not_yet' })
    expect(checkpoints.get('container')).toEqual(made)
  })

  it('that is published too early publishes nothing, and the account rests for a moment', async () => {
    const { port, emulator, post, tools, send, probe } = await world()
    await emulator.put('processing', { ms: 60_000 })
    await port.prepare(post, tools)
    expect(await send()).toMatchObject({ kind: 'rate_limited' })
    expect(await emulator.published()).toEqual([])
    expect(await probe()).toMatchObject({ kind: 'indeterminate' })
  })

  it('is published once: the second request does not know, and the probe finds the first', async () => {
    const { port, emulator, post, tools, send, probe } = await world()
    await emulator.put('processing', { ms: 0 })
    await port.prepare(post, tools)
    expect(await port.prepare(post, tools)).toEqual({ kind: 'ready' })
    expect(await probe()).toEqual({ kind: 'not_found' })
    const first = await send()
    expect(await send()).toMatchObject({ kind: 'unknown' })
    expect(await emulator.published()).toHaveLength(1)
    expect(await probe()).toMatchObject({
      kind: 'found',
      platformRefId: first.kind === 'accepted' ? first.platformRefId : '',
    })
    expect(await port.prepare(post, tools)).toEqual({ kind: 'ready' })
  })

  it('that is published and not yet shown is never absent', async () => {
    const { port, emulator, post, tools, send, probe } = await world()
    await emulator.put('processing', { ms: 0 })
    await port.prepare(post, tools)
    await emulator.fault({ fault: 'hide_from_search', seconds: 3600, times: 1 })
    await send()
    expect(await probe()).toEqual({ kind: 'indeterminate', detail: expect.stringContaining('published') })
  })

  it('that has expired is made anew, and was not published', async () => {
    const { port, emulator, clock, post, tools, checkpoints, probe } = await world()
    await emulator.put('processing', { ms: 0 })
    await port.prepare(post, tools)
    const expired = checkpoints.get('container')
    clock.offsetMs = 25 * 3600_000
    expect(await probe()).toEqual({ kind: 'not_found' })
    expect(await port.prepare(post, tools)).toMatchObject({ kind: 'not_yet' })
    expect(checkpoints.get('container')).not.toEqual(expired)
  })

  it('that Instagram can’t process is refused, in Instagram’s words', async () => {
    const { port, emulator } = await metaWorld()
    await emulator.put('processing', { ms: 0 })
    const url = 'https://example.org/unprocessable.jpg'
    const { tools } = toolsWith({ [url]: emulator.picture.bytes })
    const post = postOf('instagram', { media: [medium(url)] })
    await port.prepare(post, tools)
    expect(await port.prepare(post, tools)).toMatchObject({
      kind: 'refused',
      error: { code: 'MEDIA_REFUSED', platformCode: '2207032', retryable: true },
    })
  })

  it('is fetched from where the medium is public, after the approved bytes were looked at', async () => {
    const { emulator } = await metaWorld()
    const inner = 'http://inner.example/picture.jpg'
    const port = createMetaPlatform({
      baseUrl: emulator.url,
      timeoutMs: 2000,
      credentials: { credentialsOf: async () => ({ access_token: 'emulated-ig-demo', ig_user_id: 'ig-demo' }) },
      publicAddressOf: async ({ url }) => (url === inner ? emulator.picture.url : url),
      pollMs: 10,
    })
    await emulator.put('processing', { ms: 0 })
    const post = postOf('instagram', { media: [medium(inner)] })
    const { tools, read } = toolsWith({ [inner]: emulator.picture.bytes })
    await port.prepare(post, tools)
    expect(read).toEqual([inner])
    const connection = await port.connect(post.account, never)
    await connection.postContent(post, tools.checkpoints.all(), 2000)
    expect(await emulator.published()).toMatchObject([
      { media: [{ url: emulator.picture.url, sha256: expect.any(String) }] },
    ])
  })
})

describe('probing a page', () => {
  it('takes a post with our photo for ours, and one of the same text with another’s photo not', async () => {
    const { port, emulator } = await metaWorld()
    const { bytes } = emulator.picture
    const sent = async (actionId: string, text: string) => {
      const post = postOf('page', { actionId, text, media: [medium('m')] })
      const { tools } = toolsWith({ m: bytes })
      await port.prepare(post, tools)
      const connection = await port.connect(post.account, never)
      await connection.postContent(post, tools.checkpoints.all(), 2000)
      return { post, handles: tools.checkpoints.all() }
    }
    const { post, handles } = await sent('one', 'Same')
    const [published] = await emulator.published()
    const found = { kind: 'found', platformRefId: published?.id }
    expect(await port.probe(post, clues(handles), never)).toMatchObject(found)
    expect(await port.probe({ ...post, text: 'Changed by Meta' }, clues(handles), never)).toMatchObject(found)
    expect(await port.probe({ ...post, media: [] }, clues(), never)).toEqual({ kind: 'not_found' })
  })

  it('finds the post behind more than one page of the list', async () => {
    const { port, emulator } = await metaWorld()
    const publish = (message: string) =>
      fetch(`${emulator.url}/v26.0/demo/feed`, {
        method: 'POST',
        headers: { authorization: 'Bearer emulated-demo', 'content-type': 'application/json' },
        body: JSON.stringify({ message }),
      })
    await publish('Read this')
    for (let at = 0; at < 205; at++) await publish(`other ${at}`)
    const post = postOf('page')
    expect(await port.probe(post, clues(), never)).toMatchObject({ kind: 'found' })
  })
})

it('an account that can’t be one of Meta’s is refused', async () => {
  const { port } = await metaWorld()
  const account = { tenantId: 'tenant', account: 'demo', kind: 'member' } as const
  await expect(port.connect(account, never)).rejects.toThrow(CredentialsRefused)
})

it.each([
  ['page', { nativeKey: false, probe: true, duplicateAnswer: true, container: false, metered: false }],
  ['instagram', { nativeKey: true, probe: true, duplicateAnswer: false, container: true, metered: false }],
  ['ads', { nativeKey: false, probe: true, duplicateAnswer: false, container: false, metered: false }],
] as const)('says of %s what can be relied on', async (kind, capabilities) => {
  const { port } = await metaWorld()
  expect(port.capabilities(kind)).toEqual(capabilities)
})
