// The place of the object store's promises about uploads in parts, sent by whoever has their URLs.

import { randomBytes } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import type { ObjectStore, UploadedPart } from '#domain/ports/object-store.ts'
import { bytesOf, expectReason, TEXT } from './object-store-values.ts'

const MIN_BYTES = 5 * 1024 * 1024

export function uploadsContract(given: () => { store: ObjectStore; versioned: ObjectStore; fresh(): string }): void {
  describe('uploads in parts', () => {
    it('become one object of all parts in the order of their numbers, and not before', async () => {
      const { versioned, fresh } = given()
      const key = `${fresh()}/ü &+.wav`
      const [first, second] = [randomBytes(MIN_BYTES), randomBytes(1000)]
      const id = await versioned.startUpload(key, { contentType: 'audio/wav' })
      const parts = [await send(versioned, key, id, 2, second), await send(versioned, key, id, 1, first)]
      expect(await versioned.head(key)).toBeUndefined()
      const stored = await versioned.completeUpload(key, id, parts)
      expect(stored.versionId).toBeTruthy()
      const reading = await versioned.get(key)
      expect(reading).toMatchObject({ ...stored, contentType: 'audio/wav', bytes: MIN_BYTES + 1000 })
      expect((await bytesOf(reading)).equals(Buffer.concat([first, second]))).toBe(true)
      await expectReason('NO_SUCH_OBJECT', versioned.completeUpload(key, id, parts))
    })

    it('leave what is there as it was when they are completed wrongly, and may be completed rightly then', async () => {
      const { store, fresh } = given()
      const key = fresh()
      await store.put(key, Buffer.from('old'), TEXT)
      const id = await store.startUpload(key, TEXT)
      const small = await send(store, key, id, 1, Buffer.from('small'))
      const last = await send(store, key, id, 2, Buffer.from('last'))
      await expectReason('REFUSED', store.completeUpload(key, id, [small, last]))
      await expectReason('REFUSED', store.completeUpload(key, id, [{ ...last, etag: small.etag }]))
      await expectReason('REFUSED', store.completeUpload(key, id, [{ ...last, part: 3 }]))
      await expectReason('REFUSED', store.completeUpload(key, id, []))
      expect(String(await bytesOf(await store.get(key)))).toBe('old')
      await store.completeUpload(key, id, [last])
      expect(String(await bytesOf(await store.get(key)))).toBe('last')
    })

    it('are gone when they are aborted, as often as one likes', async () => {
      const { store, fresh } = given()
      const key = fresh()
      const id = await store.startUpload(key, TEXT)
      const part = await send(store, key, id, 1, Buffer.from('x'))
      await store.abortUpload(key, id)
      await store.abortUpload(key, id)
      await expectReason('NO_SUCH_OBJECT', store.completeUpload(key, id, [part]))
      const late = await fetch(await store.presignPart(key, id, 1, 60), { method: 'PUT', body: 'x' })
      expect(late.status).toBe(404)
      expect(await store.head(key)).toBeUndefined()
    })

    it('take by a URL this part of this upload, for its time, and nothing else', async () => {
      const { store, fresh } = given()
      const key = fresh()
      const id = await store.startUpload(key, TEXT)
      const url = await store.presignPart(key, id, 1, 60)
      const other = await store.startUpload(key, TEXT)
      for (const forged of [
        url.replace('partNumber=1', 'partNumber=2'),
        url.replace(id, other),
        url.replace('Expires=60', 'Expires=61'),
      ]) {
        expect(forged).not.toBe(url)
        expect((await fetch(forged, { method: 'PUT', body: 'x' })).status).toBe(403)
      }
      expect((await fetch(url, { method: 'DELETE' })).status).toBe(403)
      const brief = await store.presignPart(key, id, 1, 1)
      const late = async () => expect((await fetch(brief, { method: 'PUT', body: 'x' })).status).toBe(403)
      await vi.waitFor(late, { timeout: 5000, interval: 100 })
      for (const part of [0, 10_001, 1.5]) await expectReason('REFUSED', store.presignPart(key, id, part, 60))
      const exact = await store.presignPart(key, id, 1, 60, 3)
      for (const [body, status] of [
        ['xxxx', 403],
        ['xx', 403],
        ['xxx', 200],
      ] as const)
        expect((await fetch(exact, { method: 'PUT', body })).status, body).toBe(status)
      for (const upload of [id, other]) await store.abortUpload(key, upload)
    })
  })
}

/** As a browser does. */
export async function send(
  store: ObjectStore,
  key: string,
  uploadId: string,
  part: number,
  body: Buffer<ArrayBuffer>,
): Promise<UploadedPart> {
  const answer = await fetch(await store.presignPart(key, uploadId, part, 60), { method: 'PUT', body })
  expect(answer.status).toBe(200)
  return { part, etag: answer.headers.get('etag') ?? '' }
}
