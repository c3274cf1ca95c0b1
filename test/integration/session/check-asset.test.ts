// What becomes of an uploaded picture: a real worker, ingest, builder and guard behind a real API.
import { randomUUID } from 'node:crypto'
import { unzipSync } from 'fflate'
import sharp, { type Sharp } from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import { type IngestService, startIngestService } from '#test/support/ingest-service.ts'
import { TENANT_A } from '#test/support/open-test-api.ts'
import { GIF_AND_ZIP, JPEG_AND_HTML, photograph, pngBomb } from '#test/support/pictures.ts'
import { openSealingRig, type SealingRig } from '#test/support/sealing-rig.ts'
import { type AssetUpload, uploadAssetTo } from '#test/support/upload-asset.ts'

let rig: SealingRig
let ingest: IngestService
let store: ObjectStore
beforeAll(async () => {
  ingest = await startIngestService()
  // A picture's process takes its time to start on a busy machine; what ingest may take is a test's own affair.
  rig = await openSealingRig({ ...ingest.env, INGEST_TIMEOUT_MS: '2000', FINALIZE_GRACE_MS: '0' })
  const s3 = inject('backing')
  store = createS3ObjectStore({
    ...{ endpoint: s3.S3_ENDPOINT ?? '', region: s3.S3_REGION ?? '', bucket: s3.S3_BUCKET ?? 'mandate' },
    ...{ accessKeyId: s3.S3_ACCESS_KEY_ID ?? '', secretAccessKey: s3.S3_SECRET_ACCESS_KEY ?? '' },
  })
}, 120_000)
afterAll(async () => {
  store.close()
  await rig.close()
  await ingest.close()
})
afterEach(() => ingest.fault())

const upload = async (id: string, bytes: Uint8Array, more: AssetUpload = {}): Promise<string> => {
  const { status, body } = await uploadAssetTo(rig.api, id, bytes, more)
  expect(status).toBe(202)
  return body.asset_id
}
/** Once nobody looks at them any more. */
const assetsOf = (id: string) =>
  vi.waitFor(
    async () => {
      const { data } = (await rig.api.call('GET', `/api/v1/session/${id}/assets?limit=200`)).body
      expect(data.map(({ status }: { status: string }) => status)).not.toContain('PROCESSING')
      return data
    },
    { timeout: 120_000, interval: 200 },
  )
/** What became of one picture. */
const outcomeOf = async (bytes: Uint8Array, more: AssetUpload = {}) => {
  const { session_id: id } = await rig.start()
  await upload(id, bytes, more)
  const [asset] = await assetsOf(id)
  return { id, asset }
}
const keysOf = async (id: string) => (await store.list({ prefix: `assets/${TENANT_A}/${id}/` })).objects.map(o => o.key)
async function bytesOf(key: string): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of (await store.get(key)).body) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const objectOf = (id: string, { sha256, mime }: { sha256: string; mime: string }) =>
  bytesOf(`assets/${TENANT_A}/${id}/${sha256}.${mime === 'image/jpeg' ? 'jpg' : 'png'}`)

describe('a picture', () => {
  it('is turned upright, made smaller and freed of what its camera wrote into it', { timeout: 120_000 }, async () => {
    const gps = { IFD0: { Copyright: 'marmot' }, IFD3: { GPSLatitudeRef: 'N' } }
    const original = await sharp(await photograph(2400, 1200))
      .withExif(gps)
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    expect(await sharp(original).metadata()).toMatchObject({ orientation: 6, exif: expect.anything() })
    const { id, asset } = await outcomeOf(original)
    expect(asset).toMatchObject({ status: 'READY', mime: 'image/jpeg', width: 960, height: 1920 })
    const bytes = await objectOf(id, asset)
    expect(bytes.equals(Buffer.from(await (await fetch(asset.url)).arrayBuffer()))).toBe(true)
    const { exif, orientation, icc, xmp, iptc, ...metadata } = await sharp(bytes).metadata()
    expect(metadata).toMatchObject({ format: 'jpeg', width: 960, height: 1920 })
    expect([exif, orientation, icc, xmp, iptc]).toEqual(Array(5).fill(undefined))
    expect(bytes.includes('marmot')).toBe(false)
    const { data } = (await rig.api.call('GET', `/api/v1/session/${id}/audit`)).body
    expect(data.at(-1)).toMatchObject({ action: 'session.asset_ready', details: { asset_id: asset.asset_id } })
  })

  it('of any kind becomes what Word can show', { timeout: 180_000 }, async () => {
    const { session_id: id } = await rig.start()
    const flat = sharp({ create: { width: 300, height: 200, channels: 3, background: '#c83' } })
    const clear = sharp({
      create: { width: 300, height: 200, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0.5 } },
    })
    const noise = sharp(await photograph(300, 200))
    const given: [Sharp, string][] = [
      [flat.clone().png(), 'image/png'],
      [flat.clone().webp(), 'image/png'],
      [flat.clone().gif(), 'image/png'],
      [clear.clone().webp(), 'image/png'],
      [noise.clone().tiff({ compression: 'lzw' }), 'image/jpeg'],
      [noise.clone().webp(), 'image/jpeg'],
      [noise.clone().toColourspace('cmyk').jpeg(), 'image/jpeg'],
      [noise.clone().greyscale().png(), 'image/jpeg'],
    ]
    for (const [picture] of given) await upload(id, await picture.toBuffer())
    const assets = await assetsOf(id)
    expect(
      assets.map(({ status, mime, width, height }: Record<string, unknown>) => [status, mime, width, height]),
    ).toEqual(given.map(([, mime]) => ['READY', mime, 300, 200]))
    expect(await sharp(await objectOf(id, assets[3])).metadata()).toMatchObject({ hasAlpha: true })
  })

  it('that moves is its first frame, of many pages the first', { timeout: 120_000 }, async () => {
    const { session_id: id } = await rig.start()
    const frames = Buffer.alloc(40 * 30 * 3 * 30).map((_, at) => (at * 31) >>> 5)
    const pages = sharp(frames, { raw: { width: 40, height: 30 * 30, channels: 3, pageHeight: 30 } })
    await upload(id, await pages.clone().gif().toBuffer())
    await upload(id, await pages.clone().tiff().toBuffer())
    for (const asset of await assetsOf(id)) expect(asset).toMatchObject({ status: 'READY', width: 40, height: 30 })
  })

  it('is in the blocks and in the document, and finalize waits for it', { timeout: 180_000 }, async () => {
    const { session_id: id } = await rig.start()
    await upload(id, await photograph(500, 400, 7), { fields: { caption: 'The board' } })
    const answered = await rig.api.call('POST', `/api/v1/session/${id}/finalize`)
    expect([answered.status, answered.body.pending, answered.body.is_draining]).toEqual([202, 1, true])
    const sealed = await rig.finalize(id)
    expect(sealed).toMatchObject({ status: 'FINALIZED' })
    const [asset] = await assetsOf(id)
    expect(asset.status).toBe('READY')
    const { data } = (await rig.api.call('GET', `/api/v1/session/${id}/blocks`)).body
    expect(data).toMatchObject([
      { type: 'IMAGE', sequence_id: 0, data: { asset_id: asset.asset_id, caption: 'The board' } },
    ])
    const docx = unzipSync(new Uint8Array(await (await fetch(sealed.document_url ?? '')).arrayBuffer()))
    const media = Object.entries(docx).filter(([name]) => name.startsWith('word/media/'))
    const picture = await objectOf(id, asset)
    expect(media.some(([, bytes]) => Buffer.from(bytes).equals(picture))).toBe(true)
    expect(Buffer.from(docx['word/document.xml'] as Uint8Array).toString()).toContain('The board')
    // Sealed, the original is gone and the picture is in custody as well.
    const key = `assets/${TENANT_A}/${id}/${asset.sha256}.jpg`
    await vi.waitFor(async () => expect(await keysOf(id)).toEqual([key]), { timeout: 20_000, interval: 200 })
    expect(await rig.custody.head(key)).toMatchObject({ sha256: asset.sha256 })
  })
})

describe('a picture that somebody made to do harm', () => {
  it.each<[string, () => Uint8Array | Promise<Uint8Array>, string]>([
    ['that begins as JPEG and is a page', () => JPEG_AND_HTML, 'NOT_DECODABLE'],
    ['that begins as GIF and is an archive', () => GIF_AND_ZIP, 'NOT_DECODABLE'],
    ['of 20,000 × 20,000 pixels', () => pngBomb(20_000, 20_000), 'TOO_MANY_PIXELS'],
    ['of two billion pixels', () => pngBomb(50_000, 40_000), 'TOO_MANY_PIXELS'],
    ['of one pixel by thirty million', () => pngBomb(1, 30_000_000), 'TOO_MANY_PIXELS'],
    ['that claims more than it has', () => pngBomb(3000, 3000), 'NOT_DECODABLE'],
    ['that was cut off', async () => (await photograph(800, 600)).subarray(0, 40_000), 'NOT_DECODABLE'],
  ])('%s is REFUSED and leaves nothing', { timeout: 120_000 }, async (_, make, code) => {
    const { id, asset } = await outcomeOf(await make())
    expect(asset).toMatchObject({ status: 'REFUSED', error: { code, detail: expect.any(String) } })
    expect(asset).not.toHaveProperty('sha256')
    const { data } = (await rig.api.call('GET', `/api/v1/session/${id}/blocks`)).body
    expect(data).toEqual([])
    expect((await rig.api.call('GET', `/api/v1/session/${id}`)).body.pending).toBe(0)
    expect((await keysOf(id)).filter(key => !key.includes('/original/'))).toEqual([])
  })

  it('whose bytes in the object store are other ones is REFUSED', { timeout: 120_000 }, async () => {
    const { session_id: id } = await rig.start()
    const first = await upload(id, await photograph(20, 20, 3))
    await assetsOf(id)
    const { owner } = rig.api.database
    await store.put(`assets/${TENANT_A}/${id}/original/${first}`, await photograph(20, 20, 4), {
      contentType: 'image/jpeg',
    })
    await owner`UPDATE session_assets SET status = 'PROCESSING', decided_at = NULL, object_key = NULL WHERE id = ${first}`
    await owner`
      INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, due_at, check_at)
      VALUES (${randomUUID()}, ${TENANT_A}, ${first}, 'check-asset', ${id}, now(), now())`
    expect(await assetsOf(id)).toMatchObject([{ status: 'REFUSED', error: { code: 'HASH_MISMATCH' } }])
  })
})

describe('the same picture again', () => {
  it('is stored once, in its session and in another, whatever it is called', { timeout: 180_000 }, async () => {
    const picture = await photograph(320, 200, 11)
    const { session_id: id } = await rig.start()
    const ids = await Promise.all(['a.jpg', 'b.jpg', 'c.jpg'].map(name => upload(id, picture, { name })))
    const assets = await assetsOf(id)
    const [first] = [...ids].sort()
    expect(assets.map(({ asset_id, duplicate_of }: Record<string, string>) => [asset_id, duplicate_of])).toEqual(
      [...ids].sort().map(each => [each, each === first ? undefined : first]),
    )
    expect(new Set(assets.map(({ sha256 }: { sha256: string }) => sha256)).size).toBe(1)
    expect((await keysOf(id)).filter(key => !key.includes('/original/'))).toHaveLength(1)
    // Another file, the same pixels as far as anybody can see.
    const again = await outcomeOf(Buffer.concat([picture, Buffer.from('trailing')]))
    expect(again.asset).toMatchObject({ status: 'READY', duplicate_of: first, sha256: assets[0].sha256 })
    expect((await keysOf(again.id)).filter(key => !key.includes('/original/'))).toEqual([])
    const calls = await ingest.calls()
    expect(calls).toContain('CheckAssetDuplicate')
    expect(calls).toContain('RegisterAsset')
  })

  it('of another tenant is another one', { timeout: 120_000 }, async () => {
    const picture = await photograph(320, 200, 12)
    const mine = await outcomeOf(picture)
    const { owner } = rig.api.database
    // Eve’s, as if it were: nobody set a configuration up for her.
    await owner`UPDATE session_assets SET tenant_id = ${randomUUID()} WHERE id = ${mine.asset.asset_id}`
    await ingest.fault({ fault: 'error_500' })
    const { asset } = await outcomeOf(picture)
    expect(asset).not.toHaveProperty('duplicate_of')
  })

  it('that ingest alone knows is not stored, if its bytes are there', { timeout: 180_000 }, async () => {
    const picture = await photograph(320, 200, 13)
    const first = await outcomeOf(picture)
    const { owner } = rig.api.database
    await owner`UPDATE session_assets SET tenant_id = ${randomUUID()} WHERE id = ${first.asset.asset_id}`
    const again = await outcomeOf(picture)
    expect(again.asset).toMatchObject({ status: 'READY', duplicate_of: first.asset.asset_id })
    expect((await keysOf(again.id)).filter(key => !key.includes('/original/'))).toEqual([])
    await owner`UPDATE session_assets SET tenant_id = ${randomUUID()} WHERE id = ${again.asset.asset_id}`
    await store.delete(`assets/${TENANT_A}/${first.id}/${first.asset.sha256}.jpg`)
    const third = await outcomeOf(picture)
    expect(third.asset).not.toHaveProperty('duplicate_of')
    expect((await objectOf(third.id, third.asset)).byteLength).toBeGreaterThan(0)
  })
})

describe('ingest', () => {
  it.each([
    { fault: 'slow', ms: 5000 },
    { fault: 'timeout' },
    { fault: 'drop' },
    { fault: 'error_500' },
    { fault: 'wrong_shape' },
  ])('that answers with %j keeps no picture waiting', { timeout: 120_000 }, async fault => {
    await ingest.fault(fault)
    const { id, asset } = await outcomeOf(await photograph(50, 50, 100 + JSON.stringify(fault).length))
    expect(asset).toMatchObject({ status: 'READY' })
    expect((await objectOf(id, asset)).byteLength).toBeGreaterThan(0)
  })
})
