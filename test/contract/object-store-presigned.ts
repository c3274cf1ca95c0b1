// The place of the object store's promises about presigned URLs: the part of the battery that goes around the port.

import { describe, expect, it, vi } from 'vitest'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import { expectReason, sha256, TEXT } from './object-store-values.ts'

export function presignedContract(given: () => { store: ObjectStore; fresh(): string }): void {
  describe('presigned URLs', () => {
    it('let anyone read this object, whole or in part, and nothing else', async () => {
      const { store, fresh } = given()
      const key = `${fresh()}/ü &+.txt`
      await store.put(key, Buffer.from('hello'), TEXT)
      const url = await store.presignGet(key, 60, { downloadAs: 'brief ü.txt' })
      const answer = await fetch(url)
      expect(await answer.text()).toBe('hello')
      expect(answer.headers.get('content-disposition')).toContain("UTF-8''brief%20%C3%BC.txt")
      expect(await (await fetch(url, { headers: { range: 'bytes=1-2' } })).text()).toBe('el')
      expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(403)
      expect((await fetch(url, { method: 'DELETE' })).status).toBe(403)
      expect((await fetch(url.replace('.txt?', '.txt2?'))).status).toBe(403)
      expect((await fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=61'))).status).toBe(403)
      expect((await fetch(url.replace('brief', 'other'))).status).toBe(403)
      expect((await fetch(url.replace(/(Signature=)./, '$1g'))).status).toBe(403)
      expect((await fetch(url.slice(0, url.indexOf('?')))).status).toBe(403)
    })

    it('end when their time is over', async () => {
      const { store, fresh } = given()
      const key = fresh()
      await store.put(key, Buffer.from('hello'), TEXT)
      const url = await store.presignGet(key, 1)
      await vi.waitFor(async () => expect((await fetch(url)).status).toBe(403), { timeout: 5000, interval: 100 })
      await expectReason('REFUSED', store.presignGet(key, 8 * 24 * 3600))
    })

    it('let anyone put exactly what was agreed', async () => {
      const { store, fresh } = given()
      const key = fresh()
      const body = Buffer.from('agreed')
      const { url, headers } = await store.presignPut(key, 60, {
        contentType: 'text/plain',
        bytes: 6,
        sha256: sha256(body),
      })
      const put = (sent: Buffer<ArrayBuffer>, more = {}) =>
        fetch(url, { method: 'PUT', body: sent, headers: { ...headers, ...more } }).then(answer => answer.status)
      const { 'content-length': _, ...sendable } = headers
      const bare = (sent: Buffer<ArrayBuffer>, more = {}) =>
        fetch(url, { method: 'PUT', body: sent, headers: { ...sendable, ...more } }).then(answer => answer.status)
      expect(await bare(Buffer.from('longer than agreed'))).toBe(403)
      expect(await bare(Buffer.from('AGREED'))).toBe(400)
      expect(await put(body, { 'content-type': 'text/html' })).toBe(403)
      expect(await store.head(key)).toBeUndefined()
      expect(await put(body)).toBe(200)
      expect(await store.head(key)).toMatchObject({ bytes: 6, contentType: 'text/plain', sha256: sha256(body) })
    })
  })
}
