// Whoever approves sees the bytes that were hashed: from the worker's hashing through the object store to what the API shows.
import { createHash, randomInt } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest'
import { ActionMedium } from '#contracts/action-media.ts'
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import { MP4_START } from '#test/support/media-bytes.ts'
import { openTestApi, TENANT_A, TENANT_B, type TestApi } from '#test/support/open-test-api.ts'
import { photograph, pngBomb } from '#test/support/pictures.ts'
import { createMediaHasher, type MediaHasherPorts } from '#workers/adapters/media/create-media-hasher.ts'
import { createPictureProcess, type PictureProcess } from '#workers/adapters/pictures/create-picture-process.ts'

const never = new AbortController().signal
const backing = inject('backing') as Record<string, string>
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

let api: TestApi
let store: ObjectStore
let pictures: PictureProcess
let hash: ReturnType<typeof createMediaHasher>
const bodies = new Map<string, Uint8Array>()
const unseen: string[] = []

beforeAll(async () => {
  api = await openTestApi(Object.fromEntries(Object.entries(backing).filter(([name]) => name.startsWith('S3_'))))
  const { S3_ENDPOINT = '', S3_REGION = '', S3_ACCESS_KEY_ID = '', S3_SECRET_ACCESS_KEY = '', S3_BUCKET = '' } = backing
  const keys = { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY }
  store = createS3ObjectStore({ endpoint: S3_ENDPOINT, region: S3_REGION || 'us-east-1', bucket: S3_BUCKET, ...keys })
  pictures = createPictureProcess({ timeoutMs: 15_000 })
  hash = hasher()
})
afterAll(async () => {
  pictures.close()
  store.close()
  await api.close()
})

function hasher(more: Partial<MediaHasherPorts> = {}) {
  return createMediaHasher({
    open: async url => inPieces(bodies.get(url) ?? Buffer.alloc(0)),
    ...{ store, normalise: pictures.normalise, onNoPreview: (_, hashed) => void unseen.push(hashed) },
    ...more,
  })
}

/** As they come from a socket: the first bytes do not tell at once what it is. */
async function* inPieces(bytes: Uint8Array) {
  for (let at = 0; at < bytes.byteLength; at += 1500) yield bytes.subarray(at, at + 1500)
}

function serve(name: string, bytes: Uint8Array): string {
  const url = `https://media.example/${name}`
  bodies.set(url, bytes)
  return url
}

async function proposed(media_urls: string[], hashes?: string[], alt_texts?: string[]): Promise<string> {
  const payload = { content_text: `text ${randomInt(1e12)}`, media_urls, ...(alt_texts ? { alt_texts } : {}) }
  const body = { platform: 'MOCK', account: 'demo', governance_hash: 'policy', payload }
  const { action_id } = (await api.call('POST', '/api/v1/actions', { body })).body
  if (hashes !== undefined)
    await api.database.owner`
      UPDATE governance.actions_ledger SET media_sha256 = ${JSON.stringify(hashes)}::text::jsonb WHERE id = ${action_id}`
  return action_id
}

async function mediaOf(id: string, as = api.tokens.bob) {
  const { body, status } = await api.call('GET', `/api/v1/actions/${id}/media`, { as })
  for (const medium of body.data ?? []) ActionMedium.parse(medium)
  return { status, data: body.data }
}

it('a picture is shown as it was hashed: smaller, upright, without what it told of its maker', async () => {
  const raw = await photograph(3000, 1000, randomInt(1e6))
  const photo = await sharp(raw)
    .withExif({ IFD0: { Artist: 'Ada' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const url = serve('photo.jpg', photo)
  const hashes = await hash(TENANT_A, [url], never)
  expect(hashes).toEqual([sha256(photo)])
  bodies.set(url, Buffer.from('something else by now'))
  const { data } = await mediaOf(await proposed([url], hashes, ['a hill']))
  expect(data).toMatchObject([
    { url, alt: 'a hill', sha256: hashes[0], preview: 'kept', mime: 'image/jpeg', bytes: photo.byteLength },
  ])
  expect(data[0]).toMatchObject({ width: 1000, height: 3000 })
  const shown = await sharp(Buffer.from(await (await fetch(data[0].preview_url)).arrayBuffer())).metadata()
  expect(shown).toMatchObject({ format: 'jpeg', width: 400, height: 1200 })
  expect(shown.exif).toBeUndefined()
})

it('of a video there is its kind and size, and nothing to see', async () => {
  const video = Buffer.concat([MP4_START, Buffer.alloc(9000, randomInt(255))])
  const url = serve('film.mp4', video)
  const { data } = await mediaOf(await proposed([url], await hash(TENANT_A, [url], never)))
  expect(data).toEqual([
    {
      ...{ url, sha256: sha256(video), preview: 'not_a_picture', preview_url: null },
      ...{ mime: 'video/mp4', bytes: video.byteLength },
    },
  ])
})

it('what cannot be decoded, or is a bomb, is hashed all the same, and said to be without a preview', async () => {
  const torn = (await photograph(400, 300, randomInt(1e6))).subarray(0, 5000)
  const bomb = pngBomb(20_000, 20_000)
  const urls = [serve('torn.jpg', torn), serve('bomb.png', bomb)]
  unseen.length = 0
  const hashes = await hash(TENANT_A, urls, never)
  expect(hashes).toEqual([sha256(torn), sha256(bomb)])
  expect(unseen).toEqual(hashes)
  const { data } = await mediaOf(await proposed(urls, hashes))
  expect(data.map(({ preview }: ActionMedium) => preview)).toEqual(['none', 'none'])
})

it('without the object store, and with a decoder that never answers, it is hashed all the same', async () => {
  const photo = await photograph(90, 60, randomInt(1e6))
  const url = serve('away.jpg', photo)
  const away = async () => Promise.reject(new Error('the store is away'))
  expect(await hasher({ store: { head: away, put: away } })(TENANT_A, [url], never)).toEqual([sha256(photo)])
  const leaving = new AbortController()
  const hanging = hasher({ normalise: () => new Promise(() => leaving.abort(new Error('the step is over'))) })
  await expect(hanging(TENANT_A, [url], leaving.signal)).rejects.toThrow('the step is over')
})

it('what is left of a step’s time for previews is all that a later call of it has; hashing needs none of it', async () => {
  const photo = await photograph(80, 60, randomInt(1e6))
  const url = serve('slow.jpg', photo)
  const normalise = vi.fn(() => new Promise<never>(() => {}))
  const previews = { leftMs: 200 }
  const slow = hasher({ normalise })
  unseen.length = 0
  for (let call = 0; call < 3; call++) expect(await slow(TENANT_A, [url], never, previews)).toEqual([sha256(photo)])
  expect(previews.leftMs).toBeLessThan(1)
  expect(normalise.mock.calls.length).toBeLessThanOrEqual(1)
  expect(unseen).toEqual(Array(3).fill(sha256(photo)))
})

it('an address that can’t be read to its end has no hash, whatever came before', async () => {
  async function* torn() {
    yield Buffer.alloc(6000)
    throw new Error('cut')
  }
  await expect(hasher({ open: async () => torn() })(TENANT_A, ['https://a.example'], never)).rejects.toThrow('cut')
})

it('another tenant with the same bytes has a preview of its own or none, and sees no action of this one', async () => {
  const photo = await photograph(70, 50, randomInt(1e6))
  const url = serve('twin.jpg', photo)
  const [hashed = ''] = await hash(TENANT_B, [url], never)
  const id = await proposed([url], [hashed])
  expect((await mediaOf(id)).data).toMatchObject([{ preview: 'none', preview_url: null, mime: null, bytes: null }])
  expect((await mediaOf(id, api.tokens.eve)).status).toBe(404)
})

it('what is not hashed yet, and an object store that is away, are said', async () => {
  const url = 'https://media.example/later.jpg'
  expect((await mediaOf(await proposed([url]))).data).toMatchObject([{ preview: 'not_hashed', sha256: null }])
  const storeless = await openTestApi()
  try {
    const body = {
      platform: 'MOCK',
      account: 'demo',
      governance_hash: 'p',
      payload: { content_text: 'x', media_urls: [url] },
    }
    const { action_id } = (await storeless.call('POST', '/api/v1/actions', { body })).body
    await storeless.database.owner`
      UPDATE governance.actions_ledger SET media_sha256 = ${JSON.stringify(['a'.repeat(64)])}::text::jsonb`
    const { status, body: shown } = await storeless.call('GET', `/api/v1/actions/${action_id}/media`)
    expect(status).toBe(200)
    expect(shown.data).toMatchObject([{ url, preview: 'unreachable', preview_url: null }])
  } finally {
    await storeless.close()
  }
})
