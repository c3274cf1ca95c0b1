import { afterEach, describe, expect, it, vi } from 'vitest'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { Post, PrepareTools } from '#domain/ports/platform.ts'
import { GIF, MP4_START, PNG } from '#test/support/media-bytes.ts'
import { type MediaClient, SEGMENT_BYTES } from '#workers/adapters/twitter/media-client.ts'
import { prepareMedia } from '#workers/adapters/twitter/prepare-media.ts'

const NOW = Date.parse('2026-03-01T10:00:00Z')
const VIDEO = Buffer.concat([MP4_START, Buffer.alloc(2 * SEGMENT_BYTES)])

afterEach(() => {
  vi.useRealTimers()
})

/** X as far as media go, and one action's checkpoints. */
function rig(...media: Uint8Array[]) {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
  const kept = new Map<string, { value: JsonObject; expiresAtMs: number | undefined }>()
  let ids = 10
  const uploaded = async () => {
    ids += 1
    return { id: String(ids), expires_after_secs: 86_400 }
  }
  const client = {
    uploadImage: vi.fn<MediaClient['uploadImage']>(uploaded),
    initialize: vi.fn<MediaClient['initialize']>(uploaded),
    append: vi.fn<MediaClient['append']>(async () => {}),
    finalize: vi.fn<MediaClient['finalize']>(async id => ({
      id,
      processing_info: { state: 'pending', check_after_secs: 3 },
    })),
    status: vi.fn<MediaClient['status']>(async id => ({ id, processing_info: { state: 'succeeded' } })),
    describe: vi.fn<MediaClient['describe']>(async () => {}),
  }
  const readMedia = vi.fn<PrepareTools['readMedia']>(async ({ url }) => media[Number(url)] ?? Buffer.alloc(0))
  const tools: PrepareTools = {
    readMedia,
    signal: new AbortController().signal,
    checkpoints: {
      get: name => kept.get(name)?.value,
      put: async (name, value, expiresAtMs) => void kept.set(name, { value: structuredClone(value), expiresAtMs }),
      all: () => Object.fromEntries([...kept].map(([name, { value }]) => [name, value])),
    },
  }
  const post = (alts: readonly string[] = []): Post => ({
    actionId: 'a',
    account: { tenantId: 't', account: 'demo', kind: 'user' },
    text: 'hi',
    media: media.map((_, index) => ({
      url: String(index),
      sha256: 's',
      ...(alts[index] === undefined ? {} : { alt: alts[index] }),
    })),
  })
  return {
    client,
    tools,
    kept,
    readMedia,
    post,
    prepare: (alts?: readonly string[]) => prepareMedia(post(alts), tools, client),
  }
}

describe('an image', () => {
  it('is uploaded once, described, and kept until X forgets it', async () => {
    const { prepare, client, kept } = rig(PNG)
    expect(await prepare(['a red dot'])).toEqual({ kind: 'ready' })
    expect(await prepare(['a red dot'])).toEqual({ kind: 'ready' })
    expect(client.uploadImage).toHaveBeenCalledExactlyOnceWith(PNG, { category: 'tweet_image', mime: 'image/png' })
    expect(client.describe).toHaveBeenCalledExactlyOnceWith('11', 'a red dot')
    expect(kept.get('media.0')).toMatchObject({
      value: { media_id: '11', stage: 'ready', described: true },
      expiresAtMs: NOW + 86_400_000 - 300_000,
    })
  })

  it('keeps its id when describing it fails: the next time only that is done', async () => {
    const { prepare, client } = rig(PNG)
    client.describe.mockRejectedValueOnce(new Error('the network'))
    await expect(prepare(['alt'])).rejects.toThrow('the network')
    expect(await prepare(['alt'])).toEqual({ kind: 'ready' })
    expect([client.uploadImage.mock.calls.length, client.describe.mock.calls.length]).toEqual([1, 2])
  })

  it('is one of up to four, in their order', async () => {
    const { prepare, tools } = rig(PNG, PNG, PNG, PNG)
    expect(await prepare()).toEqual({ kind: 'ready' })
    expect(Object.entries(tools.checkpoints.all()).map(([name, { media_id }]) => [name, media_id])).toEqual([
      ['media.0', '11'],
      ['media.1', '12'],
      ['media.2', '13'],
      ['media.3', '14'],
    ])
  })
})

describe('a video', () => {
  it('goes in segments, and nobody waits while X processes it', async () => {
    const { prepare, client, readMedia } = rig(VIDEO)
    expect(await prepare()).toEqual({ kind: 'not_yet', retryInMs: 3000, detail: 'X is processing medium 0' })
    expect(client.initialize).toHaveBeenCalledExactlyOnceWith(VIDEO.byteLength, {
      category: 'tweet_video',
      mime: 'video/mp4',
    })
    expect(client.append.mock.calls.map(([id, , index]) => [id, index])).toEqual([
      ['11', 0],
      ['11', 1],
      ['11', 2],
    ])
    expect(readMedia).toHaveBeenCalledTimes(1)
    expect(await prepare()).toEqual({ kind: 'ready' })
    expect(client.status).toHaveBeenCalledExactlyOnceWith('11')
    expect([client.initialize.mock.calls.length, client.append.mock.calls.length, readMedia.mock.calls.length]).toEqual(
      [1, 3, 1],
    )
  })

  it('goes on after the last segment that X has for certain', async () => {
    const { prepare, client } = rig(VIDEO)
    client.append.mockImplementationOnce(async () => {}).mockRejectedValueOnce(new Error('reset'))
    await expect(prepare()).rejects.toThrow('reset')
    await prepare()
    expect(client.append.mock.calls.map(([, , index]) => index)).toEqual([0, 1, 1, 2])
    expect(client.initialize).toHaveBeenCalledTimes(1)
  })

  it('that X could not process is refused', async () => {
    const { prepare, client } = rig(VIDEO)
    client.status.mockResolvedValue({
      id: '11',
      processing_info: { state: 'failed', error: { name: 'InvalidMedia', message: 'bad' } },
    })
    await prepare()
    expect(await prepare()).toMatchObject({
      kind: 'refused',
      error: {
        code: 'MEDIA_UNSUPPORTED',
        platformCode: 'InvalidMedia',
        message: 'X could not process the medium: bad',
        retryable: false,
      },
    })
  })

  it('still in work is asked for again when X says, within reason', async () => {
    const { prepare, client } = rig(VIDEO)
    client.status.mockResolvedValueOnce({
      id: '11',
      processing_info: { state: 'in_progress', check_after_secs: 100_000 },
    })
    await prepare()
    expect(await prepare()).toMatchObject({ kind: 'not_yet', retryInMs: 60_000 })
    expect(await prepare()).toEqual({ kind: 'ready' })
  })
})

it('a GIF goes in segments, as one of its own kind', async () => {
  const { prepare, client } = rig(GIF)
  client.finalize.mockResolvedValue({ id: '11' })
  expect(await prepare()).toEqual({ kind: 'ready' })
  expect(client.initialize).toHaveBeenCalledExactlyOnceWith(GIF.byteLength, {
    category: 'tweet_gif',
    mime: 'image/gif',
  })
})

const MiB = 1024 * 1024
const padded = (start: Uint8Array, bytes: number) => Buffer.concat([start, Buffer.alloc(bytes - start.byteLength)])

describe('is refused, and nothing is uploaded:', () => {
  it.each<[string, string, Uint8Array]>([
    ['bytes that are nothing', 'MEDIA_UNSUPPORTED', Buffer.from('no picture')],
    ['a document', 'MEDIA_UNSUPPORTED', Buffer.from('%PDF-1.7\n')],
    ['an image over 5 MiB', 'MEDIA_TOO_LARGE', padded(PNG, 5 * MiB + 1)],
    ['a GIF over 15 MiB', 'MEDIA_TOO_LARGE', padded(GIF, 15 * MiB + 1)],
  ])('%s (%s)', async (_, code, bytes) => {
    const { prepare, client } = rig(bytes)
    expect(await prepare()).toMatchObject({ kind: 'refused', error: { code, retryable: false } })
    expect([client.uploadImage.mock.calls, client.initialize.mock.calls]).toEqual([[], []])
  })
})

it.each([
  ['a GIF beside an image', [GIF, PNG]],
  ['two videos', [VIDEO, VIDEO]],
  ['five images', [PNG, PNG, PNG, PNG, PNG]],
])('%s are refused together', async (_, media) => {
  expect(await rig(...media).prepare()).toMatchObject({ kind: 'refused', error: { code: 'MEDIA_UNSUPPORTED' } })
})
