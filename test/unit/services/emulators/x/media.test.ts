import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { GIF, MP4_START, PNG } from '#test/support/media-bytes.ts'
import { secretsOf, type XWorld, xWorld } from './x-world.ts'

const Medium = z.object({
  data: z.object({
    id: z.string(),
    media_key: z.string(),
    expires_after_secs: z.int(),
    processing_info: z.object({ state: z.string(), check_after_secs: z.int().optional() }).optional(),
  }),
})
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

function form(fields: Record<string, string | Uint8Array>): FormData {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields))
    body.set(name, typeof value === 'string' ? value : new Blob([value as Uint8Array<ArrayBuffer>]))
  return body
}

const upload = (
  { call }: XWorld,
  fields: Record<string, string | Uint8Array>,
  path = '/2/media/upload',
  account = 'demo',
) => call(path, { method: 'POST', body: form(fields), secrets: secretsOf(account) })
const medium = async (response: Response | Promise<Response>) => Medium.parse(await (await response).json()).data
const image = (world: XWorld) => medium(upload(world, { media: PNG, media_category: 'tweet_image' }))
const begin = ({ json }: XWorld, bytes: number, media_type = 'video/mp4', media_category = 'tweet_video') =>
  json('/2/media/upload/initialize', { media_type, total_bytes: bytes, media_category })

describe('an image', () => {
  it('is uploaded, described and published, with its hash in the log and its link in the timeline', async () => {
    const world = await xWorld()
    const { id, media_key, expires_after_secs } = await image(world)
    expect([media_key, expires_after_secs]).toEqual([`3_${id}`, 86_400])
    const described = await world.json('/2/media/metadata', { id, metadata: { alt_text: { text: 'a dot' } } })
    expect(await described.json()).toEqual({ data: { id, associated_metadata: { alt_text: { text: 'a dot' } } } })
    const tweet = await world.created(world.tweet('look', { media: { media_ids: [id] } }))
    expect(await world.published()).toMatchObject([
      { media: [{ url: id, sha256: sha256(PNG) }], details: { media: [{ alt: 'a dot', mime: 'image/png' }] } },
    ])
    const [shown] = await world.timeline('?tweet.fields=attachments,entities')
    expect(shown).toMatchObject({
      text: expect.stringMatching(/^look https:\/\/t\.co\/\w{10}$/),
      attachments: { media_keys: [media_key] },
      entities: { urls: [{ expanded_url: `https://x.com/demo/status/${tweet.id}/photo/1` }] },
    })
  })

  it('needs no text, and two without a text are no duplicates', async () => {
    const world = await xWorld()
    for (let n = 0; n < 2; n += 1) {
      const { id } = await image(world)
      expect((await world.json('/2/tweets', { media: { media_ids: [id] } })).status).toBe(201)
    }
  })

  it('is one of up to four, and not beside a GIF', async () => {
    const world = await xWorld()
    const ids = []
    for (let n = 0; n < 4; n += 1) ids.push((await image(world)).id)
    const gif = await medium(upload(world, { media: GIF, media_category: 'tweet_gif' }))
    expect((await world.tweet('both', { media: { media_ids: [ids[0], gif.id] } })).status).toBe(400)
    expect((await world.tweet('four', { media: { media_ids: ids } })).status).toBe(201)
  })

  it('is of its owner alone, and for a day', async () => {
    const world = await xWorld()
    const { id } = await image(world)
    expect((await world.tweet('theirs', { media: { media_ids: [id] } }, 'other')).status).toBe(400)
    world.clock.now = new Date(world.clock.now.getTime() + 86_400_000)
    expect((await world.tweet('late', { media: { media_ids: [id] } })).status).toBe(400)
  })
})

describe('a video', () => {
  const bytes = Buffer.concat([MP4_START, Buffer.alloc(100, 7)])
  const segment = (world: XWorld, id: string, index: number, part: Uint8Array) =>
    upload(world, { media: part, segment_index: String(index) }, `/2/media/upload/${id}/append`)
  const finalize = ({ call }: XWorld, id: string) => call(`/2/media/upload/${id}/finalize`, { method: 'POST' })
  const status = ({ call }: XWorld, id: string) => medium(call(`/2/media/upload?command=STATUS&media_id=${id}`))

  it('comes in segments in any order, some twice, and can be published once it is processed', async () => {
    const world = await xWorld()
    const { id } = await medium(begin(world, bytes.byteLength))
    await segment(world, id, 1, bytes.subarray(50))
    await segment(world, id, 0, bytes.subarray(0, 50))
    expect((await segment(world, id, 0, bytes.subarray(0, 50))).status).toBe(200)
    expect((await medium(finalize(world, id))).processing_info).toMatchObject({ state: 'pending', check_after_secs: 1 })
    expect((await status(world, id)).processing_info?.state).toBe('in_progress')
    expect((await world.tweet('early', { media: { media_ids: [id] } })).status).toBe(400)
    world.clock.now = new Date(world.clock.now.getTime() + 1000)
    expect((await status(world, id)).processing_info?.state).toBe('succeeded')
    expect((await world.tweet('now', { media: { media_ids: [id] } })).status).toBe(201)
    expect(await world.published()).toMatchObject([{ media: [{ url: id, sha256: sha256(bytes) }] }])
  })

  it('that is none fails in processing', async () => {
    const world = await xWorld()
    const { id } = await medium(begin(world, 5))
    await segment(world, id, 0, Buffer.from('hello'))
    await finalize(world, id)
    world.clock.now = new Date(world.clock.now.getTime() + 1000)
    expect((await status(world, id)).processing_info?.state).toBe('failed')
  })

  it('of which segments are missing is not finalized', async () => {
    const world = await xWorld()
    const { id } = await medium(begin(world, bytes.byteLength))
    await segment(world, id, 0, bytes.subarray(0, 50))
    expect((await finalize(world, id)).status).toBe(400)
  })
})

describe('is refused:', () => {
  it.each<[string, (world: XWorld) => Response | Promise<Response>, number]>([
    ['an unknown field', world => upload(world, { media: PNG, media_category: 'tweet_image', more: 'x' }), 400],
    ['a missing category', world => upload(world, { media: PNG }), 400],
    [
      'bytes that are no image',
      world => upload(world, { media: Buffer.from('x'), media_category: 'tweet_image' }),
      400,
    ],
    [
      'an image over 5 MiB',
      world =>
        upload(world, { media: Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)]), media_category: 'tweet_image' }),
      400,
    ],
    ['a video in one piece', world => upload(world, { media: MP4_START, media_category: 'tweet_video' }), 400],
    ['a video over 512 MiB', world => begin(world, 512 * 1024 * 1024 + 1), 400],
    ['a GIF over 15 MiB', world => begin(world, 15 * 1024 * 1024 + 1, 'image/gif', 'tweet_gif'), 400],
    [
      'an unknown key',
      world =>
        world.json('/2/media/upload/initialize', {
          media_type: 'image/gif',
          total_bytes: GIF.byteLength,
          media_category: 'tweet_gif',
          x: 1,
        }),
      400,
    ],
    [
      'an alt text of over 1,000',
      async world =>
        world.json('/2/media/metadata', {
          id: (await image(world)).id,
          metadata: { alt_text: { text: 'x'.repeat(1001) } },
        }),
      400,
    ],
    [
      'an alt text for nothing',
      world => world.json('/2/media/metadata', { id: '1', metadata: { alt_text: { text: 'x' } } }),
      404,
    ],
    ['a status of nothing', world => world.call('/2/media/upload?media_id=1'), 404],
  ])('%s', async (_, ask, expected) => {
    expect((await ask(await xWorld())).status).toBe(expected)
  })
})
