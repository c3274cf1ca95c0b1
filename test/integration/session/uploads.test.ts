// Uploads past the limits: parts straight to the object store, then what append and upload-asset do.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import { TENANT_A } from '#test/support/open-test-api.ts'
import { photograph, SVG } from '#test/support/pictures.ts'
import { openSessionRig, type SessionRig } from '#test/support/session-rig.ts'

const SPEECH = readFileSync(new URL('../../fixtures/speech/speech.flac', import.meta.url))
const MIB = 1024 * 1024

let rig: SessionRig
let store: ObjectStore
beforeAll(async () => {
  const s3 = inject('backing')
  rig = await openSessionRig(
    {},
    {
      ...{ UPLOAD_PART_BYTES: String(5 * MIB), UPLOAD_ASSET_LIMIT_BYTES: String(12 * MIB) },
      // The same store by another name, as clients may know it.
      S3_PUBLIC_ENDPOINT: `http://localhost:${new URL(s3.S3_ENDPOINT ?? '').port}`,
    },
  )
  store = createS3ObjectStore({
    ...{ endpoint: s3.S3_ENDPOINT ?? '', region: s3.S3_REGION ?? '', bucket: s3.S3_BUCKET ?? 'mandate' },
    ...{ accessKeyId: s3.S3_ACCESS_KEY_ID ?? '', secretAccessKey: s3.S3_SECRET_ACCESS_KEY ?? '' },
  })
})
afterAll(async () => {
  store.close()
  await rig.close()
})

interface Part {
  part: number
  bytes: number
  url: string
}
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const path = (id: string, what: string) => `/api/v1/session/${id}${what}`
const begin = (id: string, kind: string, bytes: Uint8Array, more: object = {}, headers = {}) => {
  const body = { kind, bytes: bytes.byteLength, sha256: sha256Of(bytes), ...more }
  return rig.api.call('POST', path(id, '/uploads'), { body, headers })
}
async function send(bytes: Buffer, parts: Part[]) {
  const sent = []
  let at = 0
  for (const { part, bytes: size, url } of parts) {
    expect(new URL(url).hostname).toBe('localhost')
    const body = new Uint8Array(bytes.subarray(at, at + size))
    const answer = await fetch(url, { method: 'PUT', body })
    expect(answer.status).toBe(200)
    sent.push({ part, etag: answer.headers.get('etag') })
    at += size
  }
  return sent
}
const complete = (id: string, uploadId: string, body: object, more: object = {}) =>
  rig.api.call('POST', path(id, `/uploads/${uploadId}/complete`), { body, ...more })
/** A photograph with so much behind its end that it takes several parts. */
const largePicture = async (seed: number, bytes = 11 * MIB) => {
  const picture = await photograph(400, 300, seed)
  return Buffer.concat([picture, randomBytes(bytes - picture.byteLength)])
}
const keys = async (id: string, folder: string) =>
  (await store.list({ prefix: `${folder}/${TENANT_A}/${id}/` })).objects.map(({ key }) => key)
const at = '2026-11-20T09:00:00.000Z'

describe('a large picture', () => {
  it('goes in parts to the object store and becomes a picture like any other', { timeout: 120_000 }, async () => {
    const { session_id: id } = await rig.start()
    const picture = await largePicture(1)
    const begun = await begin(id, 'asset', picture, { name: '../plan.jpg' })
    expect([begun.status, begun.body.parts.map(({ bytes }: Part) => bytes)]).toEqual([201, [5 * MIB, 5 * MIB, MIB]])
    const { upload_id: uploadId, parts } = begun.body
    const sent = await send(picture, parts)
    const said = { caption: 'The plan', captured_at: at, target_placeholder: 'PLANS' }
    const done = await complete(id, uploadId, { parts: sent.reverse(), ...said })
    expect([done.status, done.body]).toMatchObject([
      202,
      { asset_id: uploadId, status: 'PROCESSING', name: 'plan.jpg', sha256_original: sha256Of(picture), ...said },
    ])
    expect(done.headers.get('location')).toBe(path(id, `/assets/${uploadId}`))
    expect(await keys(id, 'uploads')).toEqual([])
    await vi.waitFor(
      async () => {
        const { body } = await rig.api.call('GET', path(id, `/assets/${uploadId}`))
        expect(body).toMatchObject({ status: 'READY', width: 400, height: 300 })
      },
      { timeout: 60_000, interval: 200 },
    )
    const again = await complete(id, uploadId, { parts: sent, ...said })
    expect([again.status, again.body.asset_id, again.body.status]).toEqual([200, uploadId, 'READY'])
    expect((await rig.api.call('GET', path(id, '/assets'))).body.data).toHaveLength(1)
  })

  it('under an Idempotency-Key is begun once', async () => {
    const { session_id: id } = await rig.start()
    const headers = { 'idempotency-key': randomUUID() }
    const picture = await photograph(10, 10, 2)
    const first = await begin(id, 'asset', picture, {}, headers)
    const again = await begin(id, 'asset', picture, {}, headers)
    expect([again.status, again.body]).toEqual([201, first.body])
    expect((await begin(id, 'asset', picture, { name: 'x' }, headers)).body.code).toBe('IDEMPOTENCY_KEY_REUSED')
  })

  it.each<[string, () => Promise<Buffer>, (bytes: Buffer) => Buffer, number, string]>([
    ['that is none by its first bytes', async () => SVG, bytes => bytes, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'whose bytes are other ones than announced',
      () => photograph(30, 30, 5),
      bytes => Buffer.concat([bytes.subarray(0, -1), Buffer.from([bytes.at(-1) === 0 ? 1 : 0])]),
      422,
      'CHUNK_HASH_MISMATCH',
    ],
  ])('%s is refused and leaves nothing', async (_, make, changed, status, code) => {
    const { session_id: id } = await rig.start()
    const bytes = await make()
    const { upload_id: uploadId, parts } = (await begin(id, 'asset', bytes)).body
    const sent = await send(changed(bytes), parts)
    const refused = await complete(id, uploadId, { parts: sent })
    expect([refused.status, refused.body.code]).toEqual([status, code])
    expect([await keys(id, 'uploads'), await keys(id, 'assets')]).toEqual([[], []])
    expect((await rig.api.call('GET', path(id, '/assets'))).body.data).toEqual([])
    expect((await complete(id, uploadId, { parts: sent })).body.code).toBe('INVALID_STATE')
  })

  it('can’t be sent longer or shorter than was said, nor in parts that are not there', async () => {
    const { session_id: id } = await rig.start()
    const bytes = await photograph(30, 30, 6)
    const { upload_id: uploadId, parts } = (await begin(id, 'asset', bytes)).body
    for (const other of [bytes.subarray(1), Buffer.concat([bytes, bytes])])
      expect((await fetch(parts[0].url, { method: 'PUT', body: new Uint8Array(other) })).status).toBe(403)
    const none = await complete(id, uploadId, { parts: [{ part: 1, etag: '"x"' }] })
    expect([none.status, none.body.errors]).toEqual([422, [expect.objectContaining({ pointer: '/parts' })]])
    const sent = await send(bytes, parts)
    expect((await complete(id, uploadId, { parts: sent })).status).toBe(202)
  })
})

describe('large audio', () => {
  it('becomes a chunk like any other, and the same bytes of it are the same', { timeout: 120_000 }, async () => {
    const { session_id: id } = await rig.start()
    const { upload_id: uploadId, parts } = (await begin(id, 'audio', SPEECH, { content_type: 'audio/flac' })).body
    const sent = await send(SPEECH, parts)
    const said = { sequence_id: 1, started_at: at, duration_ms: 9000, epoch: 1 }
    const done = await complete(id, uploadId, { parts: sent, ...said })
    const receipt = { sequence_id: 1, status: 'PROCESSING', received: [[1, 1]], next_expected: 2 }
    expect([done.status, done.body]).toEqual([202, receipt])
    const again = await complete(id, uploadId, { parts: sent, ...said })
    expect([again.status, again.body]).toEqual([200, receipt])
    const appended = await rig.append(id, { sequenceId: 1, audio: SPEECH, contentType: 'audio/flac', startedAt: at })
    expect(appended.status).toBe(200)
    expect(await keys(id, 'uploads')).toEqual([])
    await vi.waitFor(
      async () => {
        const { data } = (await rig.api.call('GET', path(id, '/blocks'))).body
        expect(data).toMatchObject([{ type: 'TEXT', text: 'said 1' }])
      },
      { timeout: 60_000, interval: 200 },
    )
  })

  it('of which no type was said is told by its first bytes, and what is none is refused', async () => {
    const { session_id: id } = await rig.start()
    const { upload_id: good, parts } = (await begin(id, 'audio', SPEECH)).body
    const said = { sequence_id: 1, started_at: at }
    expect((await complete(id, good, { parts: await send(SPEECH, parts), ...said })).status).toBe(202)
    const [row] = await rig.api.database.owner`SELECT content_type FROM session_chunks WHERE session_id = ${id}`
    expect(row?.content_type).toBe('audio/flac')
    const bad = (await begin(id, 'audio', SVG)).body
    const refused = await complete(id, bad.upload_id, { parts: await send(SVG, bad.parts), ...said })
    expect(refused.status).toBe(415)
    expect((await begin(id, 'audio', SPEECH, { content_type: 'text/html' })).status).toBe(415)
  })

  it('with other bytes than a chunk that is there is refused, and that one stays as it was', async () => {
    const { session_id: id } = await rig.start()
    await rig.append(id, { sequenceId: 1, audio: SPEECH, contentType: 'audio/flac', startedAt: at })
    const said = { sequence_id: 1, started_at: at }
    const other = Buffer.concat([SPEECH, Buffer.from('x')])
    const conflicting = (await begin(id, 'audio', other, { content_type: 'audio/flac' })).body
    const conflict = await complete(id, conflicting.upload_id, { parts: await send(other, conflicting.parts), ...said })
    expect([conflict.status, conflict.body.code]).toEqual([409, 'CHUNK_CONFLICT'])
    // Announced as the one that is there, and sent as another.
    const forged = Buffer.from(SPEECH)
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1
    const lying = (await begin(id, 'audio', SPEECH, { content_type: 'audio/flac' })).body
    const lie = await complete(id, lying.upload_id, { parts: await send(forged, lying.parts), ...said })
    expect([lie.status, lie.body.code]).toEqual([422, 'CHUNK_HASH_MISMATCH'])
    expect(await store.head(`sessions/${TENANT_A}/${id}/1-${sha256Of(SPEECH)}`)).toMatchObject({
      sha256: sha256Of(SPEECH),
    })
    const old = (await begin(id, 'audio', other, { content_type: 'audio/flac' })).body
    await rig.api.call('POST', path(id, '/resume'))
    const late = { parts: await send(other, old.parts), sequence_id: 2, started_at: at, epoch: 1 }
    expect((await complete(id, old.upload_id, late)).body.code).toBe('EPOCH_SUPERSEDED')
  })
})

describe('audio that comes when its session is closed', () => {
  const close = (id: string, status: string) =>
    rig.api.database.owner`UPDATE sessions SET status = ${status} WHERE id = ${id}`
  const append = (id: string, sequenceId: number) =>
    rig.append(id, { sequenceId, audio: SPEECH, contentType: 'audio/flac', startedAt: at })

  it('leaves nothing, and what was taken before stays', async () => {
    const { session_id: id } = await rig.start()
    expect((await append(id, 1)).status).toBe(202)
    const { upload_id: uploadId, parts } = (await begin(id, 'audio', SPEECH)).body
    const sent = await send(SPEECH, parts)
    await close(id, 'SEALING')
    expect((await append(id, 2)).body.code).toBe('SESSION_CLOSED')
    const completed = await complete(id, uploadId, { parts: sent, sequence_id: 3, started_at: at })
    expect([completed.status, completed.body.code]).toEqual([409, 'SESSION_CLOSED'])
    expect((await append(id, 1)).status).toBe(200)
    expect(await keys(id, 'sessions')).toEqual([`sessions/${TENANT_A}/${id}/1-${sha256Of(SPEECH)}`])
  })

  it('stays while the session may open again, and be sent the same', async () => {
    const { session_id: id } = await rig.start()
    await close(id, 'ABANDONED')
    expect((await append(id, 1)).body.code).toBe('SESSION_CLOSED')
    expect(await keys(id, 'sessions')).toHaveLength(1)
  })
})

describe('an upload', () => {
  it.each([
    [{ bytes: 12 * MIB + 1 }, 413, 'PAYLOAD_TOO_LARGE'],
    [{ kind: 'audio', bytes: 65 * MIB }, 413, 'PAYLOAD_TOO_LARGE'],
    [{ bytes: 0 }, 422, 'VALIDATION_FAILED'],
    [{ sha256: 'x' }, 422, 'VALIDATION_FAILED'],
    [{ kind: 'film' }, 422, 'VALIDATION_FAILED'],
  ])('of %j is not begun: %i', async (more, status, code) => {
    const { session_id: id } = await rig.start()
    const refused = await begin(id, 'asset', SVG, more)
    expect([refused.status, refused.body.code]).toEqual([status, code])
  })

  it('says of its end what its kind has, and nothing else', async () => {
    const { session_id: id } = await rig.start()
    const audio = (await begin(id, 'audio', SPEECH)).body.upload_id
    const asset = (await begin(id, 'asset', SPEECH)).body.upload_id
    const parts = [{ part: 1, etag: 'x' }]
    const pointers = async (uploadId: string, body: object) =>
      (await complete(id, uploadId, body)).body.errors.map(({ pointer }: { pointer: string }) => pointer)
    expect(await pointers(audio, { parts })).toEqual(['/sequence_id', '/started_at'])
    expect(await pointers(audio, { parts, sequence_id: 1, started_at: at, caption: 'x' })).toEqual(['/caption'])
    expect(await pointers(asset, { parts, epoch: 1 })).toEqual(['/epoch'])
    expect(await pointers(asset, { parts: [] })).toEqual(['/parts'])
  })

  it('is refused of another tenant’s session, and found in its own session alone', async () => {
    const { session_id: id } = await rig.start()
    const { session_id: other } = await rig.start()
    const { upload_id: uploadId } = (await begin(id, 'asset', SVG)).body
    const parts = [{ part: 1, etag: 'x' }]
    const as = rig.api.tokens.eve
    const body = { kind: 'asset', bytes: 1, sha256: 'a'.repeat(64) }
    expect((await rig.api.call('POST', path(id, '/uploads'), { as, body })).body.code).toBe('TENANT_MISMATCH')
    expect((await complete(id, uploadId, { parts }, { as })).body.code).toBe('TENANT_MISMATCH')
    expect((await complete(other, uploadId, { parts })).status).toBe(404)
    expect((await complete(id, randomUUID(), { parts })).status).toBe(404)
    expect((await complete(id, 'x', { parts })).status).toBe(404)
  })

  it('of a closed session is neither begun nor completed', async () => {
    const { session_id: id } = await rig.start()
    const picture = await photograph(12, 12, 8)
    const { upload_id: uploadId, parts } = (await begin(id, 'asset', picture)).body
    const sent = await send(picture, parts)
    await rig.api.database.owner`UPDATE sessions SET status = 'ABANDONED' WHERE id = ${id}`
    for (const refused of [await begin(id, 'asset', picture), await complete(id, uploadId, { parts: sent })])
      expect([refused.status, refused.body.code]).toEqual([409, 'SESSION_CLOSED'])
  })

  it('that nobody completes in time is given up with its parts', { timeout: 60_000 }, async () => {
    const { session_id: id } = await rig.start()
    const picture = await photograph(12, 12, 9)
    const { upload_id: uploadId, parts } = (await begin(id, 'asset', picture)).body
    const sent = await send(picture, parts)
    const { owner } = rig.api.database
    await owner`UPDATE session_uploads SET expires_at = now() WHERE id = ${uploadId}`
    await owner`UPDATE steps SET due_at = now(), check_at = now() WHERE subject_id = ${id} AND kind = 'abort-uploads'`
    await vi.waitFor(
      async () => {
        const [row] = await owner`SELECT abandoned_at FROM session_uploads WHERE id = ${uploadId}`
        expect(row?.abandoned_at).not.toBeNull()
      },
      { timeout: 30_000, interval: 100 },
    )
    expect((await complete(id, uploadId, { parts: sent })).status).toBe(404)
    expect((await fetch(parts[0].url, { method: 'PUT', body: new Uint8Array(picture) })).status).toBe(404)
  })
})
