// What the API takes as a picture and what it refuses; no worker looks at anything here.
import { createHash, randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import { openTestApi, TENANT_A, TENANT_B, type TestApi } from '#test/support/open-test-api.ts'
import { GIF_AND_ZIP, photograph, SVG } from '#test/support/pictures.ts'
import { plantSessionConfig } from '#test/support/plant-session-config.ts'
import { type AssetUpload, uploadAssetTo } from '#test/support/upload-asset.ts'

let api: TestApi
let store: ObjectStore
let picture: Buffer
beforeAll(async () => {
  const s3 = Object.fromEntries(Object.entries(inject('backing')).filter(([name]) => name.startsWith('S3_')))
  api = await openTestApi({ ...s3, ASSET_LIMIT_BYTES: '300000' })
  await plantSessionConfig(api.database)
  store = createS3ObjectStore({
    ...{ endpoint: s3.S3_ENDPOINT ?? '', region: s3.S3_REGION ?? '', bucket: s3.S3_BUCKET ?? 'mandate' },
    ...{ accessKeyId: s3.S3_ACCESS_KEY_ID ?? '', secretAccessKey: s3.S3_SECRET_ACCESS_KEY ?? '' },
  })
  picture = await photograph()
})
afterAll(async () => {
  store.close()
  await api.close()
})

const start = async (): Promise<string> =>
  (await api.call('POST', '/api/v1/session/start', { body: { client_timezone: 'UTC' } })).body.session_id
const upload = (id: string, bytes: Uint8Array, more: AssetUpload = {}) => uploadAssetTo(api, id, bytes, more)
const assetsOf = async (id: string, query = '') => (await api.call('GET', `/api/v1/session/${id}/assets${query}`)).body
const keysOf = async (id: string) => (await store.list({ prefix: `assets/${TENANT_A}/${id}/` })).objects.map(o => o.key)
const spools = () => readdirSync(tmpdir()).filter(name => name.startsWith(`mandate-upload-${process.pid}-`)).length

describe('a picture', () => {
  it('is in the object store and in the list before it is answered 202', async () => {
    const id = await start()
    const fields = {
      sequence_id: '3',
      captured_at: '2026-11-20T09:00:00Z',
      target_placeholder: 'PHOTOS',
      caption: 'The board',
    }
    const { status, headers, body } = await upload(id, picture, { name: 'board.jpg', fields })
    const sha256 = createHash('sha256').update(picture).digest('hex')
    const asset = {
      ...{ asset_id: body.asset_id, session_id: id, status: 'PROCESSING', name: 'board.jpg', caption: 'The board' },
      ...{ sequence_id: 3, captured_at: '2026-11-20T09:00:00.000Z', target_placeholder: 'PHOTOS' },
      ...{ sha256_original: sha256, bytes: picture.byteLength, created_at: expect.any(String) },
    }
    expect([status, body]).toEqual([202, asset])
    expect(headers.get('location')).toBe(`/api/v1/session/${id}/assets/${body.asset_id}`)
    expect(await assetsOf(id)).toEqual({ data: [asset], next_cursor: null })
    expect((await api.call('GET', headers.get('location') ?? '')).body).toEqual(asset)
    expect(await store.head(`assets/${TENANT_A}/${id}/original/${body.asset_id}`)).toMatchObject({
      ...{ sha256, bytes: picture.byteLength, contentType: 'image/jpeg' },
    })
    expect((await api.call('GET', `/api/v1/session/${id}`)).body.pending).toBe(1)
    const { data } = (await api.call('GET', `/api/v1/session/${id}/audit`)).body
    expect(data.at(-1)).toMatchObject({ action: 'session.asset_added', details: { asset_id: body.asset_id, sha256 } })
  })

  it('that names no time was taken now, and fields that were left empty are none', async () => {
    const id = await start()
    const before = Date.now()
    const { body } = await upload(id, picture, { fields: { caption: '', sequence_id: '' } })
    expect(Date.parse(body.captured_at)).toBeGreaterThanOrEqual(before)
    expect(body).not.toHaveProperty('caption')
  })

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\x.png', 'x.png'],
    ['photo\u202Egpj.exe', 'photogpj.exe'],
    ['..', undefined],
    ['x'.repeat(500), 'x'.repeat(200)],
  ])('called %j is called %j, and no key has a name of people', async (name, shown) => {
    const id = await start()
    const { status, body } = await upload(id, picture, { name })
    expect([status, body.name]).toEqual([202, shown])
    expect(await keysOf(id)).toEqual([`assets/${TENANT_A}/${id}/original/${body.asset_id}`])
  })

  it('sent again under its Idempotency-Key is one picture, another one under it is refused', async () => {
    const id = await start()
    const headers = { 'idempotency-key': randomUUID() }
    const first = await upload(id, picture, { headers })
    const again = await upload(id, picture, { headers })
    expect([again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([202, first.body, 'true'])
    const other = await upload(id, await photograph(9, 9), { headers })
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED'])
    const named = await upload(id, picture, { headers, fields: { caption: 'x' } })
    expect(named.status).toBe(422)
    expect((await assetsOf(id)).data).toHaveLength(1)
    expect(await keysOf(id)).toHaveLength(1)
  })

  it('is listed page by page', async () => {
    const id = await start()
    const ids: string[] = []
    for (let n = 0; n < 5; n++) ids.push((await upload(id, picture)).body.asset_id)
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const page = await assetsOf(id, `?limit=2${cursor}`)
      seen.push(...page.data.map(({ asset_id }: { asset_id: string }) => asset_id))
      if (page.next_cursor === null) break
      cursor = `&cursor=${page.next_cursor}`
    }
    expect(seen).toEqual(ids)
  })

  it('taken while the session was restricted shows what people wrote to nobody without the scope', async () => {
    const id = await start()
    const body = { restricted: true, effective_from: '2026-11-20T09:00:00Z' }
    await api.call('PATCH', `/api/v1/session/${id}/current-context`, { body })
    const fields = { captured_at: '2026-11-20T10:00:00Z', caption: 'marmot', target_placeholder: 'MARMOT' }
    await upload(id, picture, { fields, name: 'marmot.jpg' })
    const scope = 'sessions:read'
    const reader = await api.issuer.token({ sub: 'rea', scope })
    const seen = await api.call('GET', `/api/v1/session/${id}/assets`, { as: reader })
    expect(seen.body.data).toHaveLength(1)
    expect(seen.text.toLowerCase()).not.toContain('marmot')
    const all = await api.issuer.token({ sub: 'rea', scope: `${scope} sessions:restricted` })
    expect((await api.call('GET', `/api/v1/session/${id}/assets`, { as: all })).text).toContain('marmot')
  })
})

describe('what is no picture', () => {
  const refused = async (bytes: Uint8Array, more: AssetUpload = {}) => {
    const id = await start()
    const { status, body } = await upload(id, bytes, more)
    expect((await assetsOf(id)).data).toEqual([])
    expect(await keysOf(id)).toEqual([])
    return [status, body.code, body.errors?.[0]?.pointer]
  }

  it.each<[string, Uint8Array, string]>([
    ['an SVG that says it is a PNG', SVG, 'image/png'],
    ['an SVG that says what it is', SVG, 'image/svg+xml'],
    ['a program', Buffer.from(`MZ${'\0'.repeat(200)}`), 'image/jpeg'],
    ['a page', Buffer.from('<!DOCTYPE html><script>alert(1)</script>'), 'image/gif'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'image/jpeg'],
    ['a bitmap of Windows', Buffer.from(`BM${'\0'.repeat(100)}`), 'image/jpeg'],
    ['two bytes', Buffer.from([0xff, 0xd8]), 'image/jpeg'],
  ])('%s is 415', async (_, bytes, type) => {
    expect(await refused(bytes, { type })).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE', undefined])
  })

  it('is left to the worker where its first bytes are those of one', async () => {
    const id = await start()
    expect((await upload(id, GIF_AND_ZIP)).status).toBe(202)
  })

  it('is 400 without a byte, and 413 with too many', async () => {
    expect(await refused(new Uint8Array())).toEqual([400, 'MALFORMED_REQUEST', undefined])
    const large = Buffer.concat([picture, Buffer.alloc(300_000)])
    expect(await refused(large)).toEqual([413, 'PAYLOAD_TOO_LARGE', undefined])
    const exactly = Buffer.concat([picture, Buffer.alloc(300_000 - picture.byteLength)])
    expect((await upload(await start(), exactly)).status).toBe(202)
  })

  it.each([
    [{ sequence_id: '0' }, '/sequence_id'],
    [{ captured_at: 'yesterday' }, '/captured_at'],
    [{ target_placeholder: '../x' }, '/target_placeholder'],
    [{ colour: 'red' }, '/colour'],
    [{ caption: 'x'.repeat(20_000) }, '/caption'],
  ])('or says %j beside it is 422', async (fields, pointer) => {
    expect(await refused(picture, { fields })).toEqual([422, 'VALIDATION_FAILED', pointer])
  })

  it('or names another tenant is refused', async () => {
    expect(await refused(picture, { fields: { tenant_id: TENANT_B } })).toEqual([403, 'TENANT_MISMATCH', undefined])
  })

  it('is refused as a body of another type, as a form without the file, and with two', async () => {
    const path = `/api/v1/session/${await start()}/upload-asset`
    const send = async (body: string | FormData, headers: Record<string, string> = {}) => {
      const authorization = `Bearer ${api.tokens.ada}`
      const response = await fetch(`${api.url}${path}`, {
        method: 'POST',
        headers: { authorization, ...headers },
        body,
      })
      return response.status
    }
    const file = () => new Blob([picture as Uint8Array<ArrayBuffer>])
    const form = (...names: string[]) => {
      const data = new FormData()
      for (const name of names) data.append(name, file(), 'a.jpg')
      return data
    }
    expect(await send('{}', { 'content-type': 'application/json' })).toBe(415)
    expect(await send(form('picture'))).toBe(422)
    expect(await send(form('file', 'file'))).toBe(422)
    expect(await send('no form', { 'content-type': 'multipart/form-data; boundary=x' })).toBe(400)
    expect(await send('no form', { 'content-type': 'multipart/form-data' })).toBe(400)
  })
})

it('a form that ends, or a client that goes, in the middle of the file leaves nothing behind', async () => {
  const id = await start()
  const headers = { authorization: `Bearer ${api.tokens.ada}`, 'content-type': 'multipart/form-data; boundary=x' }
  const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
  const cut = Buffer.concat([Buffer.from(head), picture])
  const url = new URL(`${api.url}/api/v1/session/${id}/upload-asset`)
  expect((await fetch(url, { method: 'POST', headers, body: cut })).status).toBe(400)
  const socket = connect(Number(url.port), url.hostname)
  const lines = Object.entries({ host: url.host, ...headers, 'content-length': '200000' })
  socket.write(`POST ${url.pathname} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
  socket.write(cut)
  await vi.waitFor(() => expect(spools()).toBeGreaterThan(0))
  socket.destroy()
  await vi.waitFor(() => expect(spools()).toBe(0), { timeout: 10_000 })
  expect((await assetsOf(id)).data).toEqual([])
})

it('a closed session takes none, and another tenant’s is refused as such', async () => {
  const id = await start()
  const { owner } = api.database
  await owner`UPDATE sessions SET status = 'ABANDONED' WHERE id = ${id}`
  const closed = await upload(id, picture)
  expect([closed.status, closed.body.code]).toEqual([409, 'SESSION_CLOSED'])
  expect(await keysOf(id)).toEqual([])
  const as = api.tokens.eve
  const foreign = await upload(id, picture, { as })
  expect([foreign.status, foreign.body.code]).toEqual([403, 'TENANT_MISMATCH'])
  expect((await upload(randomUUID(), picture)).status).toBe(404)
  for (const what of ['/assets', `/assets/${randomUUID()}`])
    expect((await api.call('GET', `/api/v1/session/${id}${what}`, { as })).body.code).toBe('TENANT_MISMATCH')
})
