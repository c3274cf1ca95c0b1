// The place of what every object store must do, whoever made it: the port's promises, tried from the outside.

import { createHash, randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ObjectReading, ObjectStore, ObjectStoreReason } from '#domain/ports/object-store.ts'

export interface StoresUnderTest {
  store: ObjectStore
  /** A store on a bucket with object lock. */
  locking: ObjectStore
  /** With versions S3 hides a locked object under a delete marker and keeps its bytes; without, it refuses. */
  deletingLocked: 'refused' | 'hidden'
  close(): Promise<void>
}

export function objectStoreContract(name: string, makeStores: () => Promise<StoresUnderTest>): void {
  describe(`object store: ${name}`, () => {
    let stores: StoresUnderTest
    let store: ObjectStore
    // A name space of its own, so that the battery may run on a bucket that others use.
    const root = `contract-${randomUUID()}/`
    const fresh = () => `${root}${randomUUID()}`

    beforeAll(async () => {
      stores = await makeStores()
      store = stores.store
    })
    afterAll(() => stores.close())

    describe('putting and getting', () => {
      it('gives back the bytes, the type and the metadata that were put', async () => {
        const key = fresh()
        const body = randomBytes(3_000_000)
        const stored = await store.put(key, body, {
          contentType: 'image/png',
          sha256: sha256(body),
          metadata: { tenant: 't1' },
        })
        const reading = await store.get(key)
        expect(await bytesOf(reading)).toEqual(body)
        const about = {
          key,
          bytes: body.length,
          etag: stored.etag,
          contentType: 'image/png',
          metadata: { tenant: 't1' },
        }
        expect(reading).toMatchObject(about)
        expect(await store.head(key)).toMatchObject({ ...about, sha256: sha256(body) })
      })

      it('keeps an object of no bytes', async () => {
        const key = fresh()
        await store.put(key, new Uint8Array(), TEXT)
        expect(await bytesOf(await store.get(key))).toEqual(Buffer.alloc(0))
        expect(await store.head(key)).toMatchObject({ bytes: 0 })
      })

      it('takes a stream of known length', async () => {
        const key = fresh()
        const body = randomBytes(1_500_000)
        await store.put(key, streamOf(body), { ...TEXT, bytes: body.length })
        expect(await bytesOf(await store.get(key))).toEqual(body)
      })

      it('refuses a stream of unknown length before anything is sent', async () => {
        await expectReason('REFUSED', store.put(fresh(), streamOf(randomBytes(10)), TEXT))
      })

      it('refuses metadata that would not come back as it was', async () => {
        for (const metadata of [{ name: 'ü' }, { Name: 'x' }, { 'a b': 'x' }, { name: 'a\nb' }]) {
          await expectReason('REFUSED', store.put(fresh(), Buffer.from('x'), { ...TEXT, metadata }))
        }
      })

      it('stores nothing of a body that has another hash than was said', async () => {
        const key = fresh()
        const put = store.put(key, Buffer.from('b'), { ...TEXT, sha256: sha256(Buffer.from('a')) })
        await expectReason('CHECKSUM_MISMATCH', put)
        expect(await store.head(key)).toBeUndefined()
      })

      it('stores nothing of a stream that breaks off', async () => {
        const key = fresh()
        let sent = 0
        const body = new ReadableStream<Uint8Array>({
          pull(controller) {
            if (sent++ === 0) return controller.enqueue(randomBytes(1000))
            controller.error(new Error('the source broke'))
          },
        })
        await expect(store.put(key, body, { ...TEXT, bytes: 2000 })).rejects.toMatchObject({ reason: 'ABORTED' })
        expect(await store.head(key)).toBeUndefined()
      })

      it('gives the last of two puts, and never parts of both', async () => {
        const key = fresh()
        const [a, b] = [Buffer.alloc(400_000, 'a'), Buffer.alloc(300_000, 'b')]
        await store.put(key, a, TEXT)
        const readings = Array.from({ length: 8 }, async () => bytesOf(await store.get(key)))
        const writing = store.put(key, b, TEXT)
        for (const read of await Promise.all(readings)) expect(read.equals(a) || read.equals(b)).toBe(true)
        await writing
        expect(await bytesOf(await store.get(key))).toEqual(b)
      })

      it('gives the range that was asked for and refuses one that the object does not have', async () => {
        const key = fresh()
        await store.put(key, Buffer.from('0123456789'), TEXT)
        expect(String(await bytesOf(await store.get(key, { range: { first: 2, last: 4 } })))).toBe('234')
        expect(String(await bytesOf(await store.get(key, { range: { first: 7 } })))).toBe('789')
        await expectReason('REFUSED', store.get(key, { range: { first: 10 } }))
      })

      it('says of what is not there that it is not there, and deletes it without complaint', async () => {
        const key = fresh()
        await expectReason('NO_SUCH_OBJECT', store.get(key))
        expect(await store.head(key)).toBeUndefined()
        await store.delete(key)
        await store.put(key, Buffer.from('x'), TEXT)
        await store.delete(key)
        await expectReason('NO_SUCH_OBJECT', store.get(key))
      })

      it('stops at the caller’s signal', async () => {
        const signal = AbortSignal.abort()
        await expectReason('ABORTED', store.put(fresh(), Buffer.from('x'), { ...TEXT, signal }))
        await expectReason('ABORTED', store.get(fresh(), { signal }))
      })
    })

    describe('keys', () => {
      it('keeps any text as a key of its own, and lists it as it was', async () => {
        const prefix = fresh()
        const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).filter(isKey)
        await fc.assert(
          fc.asyncProperty(text, async suffix => {
            const key = `${prefix}${suffix}`
            await store.put(key, Buffer.from(key), TEXT)
            expect(String(await bytesOf(await store.get(key)))).toBe(key)
            expect((await store.list({ prefix: key })).objects.map(object => object.key)).toContain(key)
            await store.delete(key)
          }),
          { numRuns: 40 },
        )
      })

      it('keeps keys apart that differ in case, in slashes or in their Unicode form', async () => {
        const prefix = fresh()
        const keys = ['a', 'A', 'a/', 'a//', 'a/b', 'é', 'e\u0301', 'a b', 'a+b', 'a%20b', 'a&b', '日本/語'].map(
          k => prefix + k,
        )
        for (const key of keys) await store.put(key, Buffer.from(key), TEXT)
        for (const key of keys) expect(String(await bytesOf(await store.get(key)))).toBe(key)
        expect((await store.list({ prefix })).objects.map(object => object.key)).toEqual(keys.toSorted(byUtf8))
      })

      it('takes 1024 bytes and refuses one more', async () => {
        const key = (fresh() + 'é'.repeat(1000)).slice(0, 1024)
        const long = key.slice(0, root.length) + 'k'.repeat(1024 - root.length)
        await store.put(long, Buffer.from('x'), TEXT)
        expect(await store.head(long)).toMatchObject({ bytes: 1 })
        await expectReason('REFUSED', store.put(`${long}k`, Buffer.from('x'), TEXT))
      })
    })

    describe('listing', () => {
      it('gives all keys once, in byte order, page by page', async () => {
        const prefix = `${fresh()}/`
        const keys = Array.from({ length: 25 }, (_, n) => `${prefix}${n}`).toSorted(byUtf8)
        await Promise.all(keys.map(key => store.put(key, Buffer.from('x'), TEXT)))
        const listed: string[] = []
        let cursor: string | undefined
        do {
          const page = await store.list({ prefix, limit: 10, ...(cursor !== undefined && { cursor }) })
          expect(page.objects.length).toBeLessThanOrEqual(10)
          listed.push(...page.objects.map(object => object.key))
          cursor = page.cursor
        } while (cursor !== undefined)
        expect(listed).toEqual(keys)
      })

      it('rolls up what lies behind the delimiter', async () => {
        const prefix = `${fresh()}/`
        for (const name of ['a', 'b/1', 'b/2', 'c/d/1', 'e']) await store.put(prefix + name, Buffer.from('x'), TEXT)
        const page = await store.list({ prefix, delimiter: '/' })
        expect(page.objects.map(object => object.key)).toEqual([`${prefix}a`, `${prefix}e`])
        expect(page.prefixes).toEqual([`${prefix}b/`, `${prefix}c/`])
        expect(page.cursor).toBeUndefined()
      })
    })

    describe('conditional puts', () => {
      it('lets exactly one of many win that all want to be the first', async () => {
        const key = fresh()
        const bodies = Array.from({ length: 12 }, (_, n) => Buffer.alloc(20_000, `${n} `))
        const outcomes = await Promise.allSettled(
          bodies.map(body => store.put(key, body, { ...TEXT, ifNoneMatch: '*' })),
        )
        const won = outcomes.findIndex(outcome => outcome.status === 'fulfilled')
        for (const [n, outcome] of outcomes.entries()) {
          if (n === won) continue
          expect(outcome).toMatchObject({
            status: 'rejected',
            reason: { reason: 'PRECONDITION_FAILED', retryable: false },
          })
        }
        expect(await bytesOf(await store.get(key))).toEqual(bodies[won])
      })

      it('loses no update of writers who each replace what they have read', async () => {
        const key = fresh()
        await store.put(key, Buffer.from('0'), TEXT)
        await Promise.all(Array.from({ length: 4 }, () => times(5, () => increment(store, key))))
        expect(String(await bytesOf(await store.get(key)))).toBe('20')
      })

      it('refuses to replace what is not there', async () => {
        const put = store.put(fresh(), Buffer.from('x'), { ...TEXT, ifMatch: '"d41d8cd98f00b204e9800998ecf8427e"' })
        await expect(put).rejects.toMatchObject({ reason: expect.stringMatching(/PRECONDITION_FAILED|NO_SUCH_OBJECT/) })
      })
    })

    describe('presigned URLs', () => {
      it('let anyone read this object, whole or in part, and nothing else', async () => {
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
        const key = fresh()
        await store.put(key, Buffer.from('hello'), TEXT)
        const url = await store.presignGet(key, 1)
        await vi.waitFor(async () => expect((await fetch(url)).status).toBe(403), { timeout: 5000, interval: 100 })
        await expectReason('REFUSED', store.presignGet(key, 8 * 24 * 3600))
      })

      it('let anyone put exactly what was agreed', async () => {
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

    describe('retention', () => {
      it('keeps a locked object as it was against every put and delete', async () => {
        const { locking } = stores
        const key = fresh()
        // Real stores keep it as long as this says, so it is short.
        const retainUntil = new Date(Math.ceil(Date.now() / 1000) * 1000 + 60_000)
        await locking.put(key, Buffer.from('checkpoint'), { ...TEXT, ifNoneMatch: '*', retainUntil })
        expect(await locking.head(key)).toMatchObject({ retainUntil })
        const again = { ...TEXT, ifNoneMatch: '*' as const, retainUntil }
        await expectReason('PRECONDITION_FAILED', locking.put(key, Buffer.from('forged'), again))
        if (stores.deletingLocked === 'refused') {
          await expectReason('LOCKED', locking.delete(key))
          await expect(locking.put(key, Buffer.from('forged'), TEXT)).rejects.toThrow()
          expect(String(await bytesOf(await locking.get(key)))).toBe('checkpoint')
        } else {
          await locking.delete(key)
          await expectReason('NO_SUCH_OBJECT', locking.get(key))
        }
      })

      it('takes a locked stream, too', async () => {
        const body = randomBytes(100_000)
        const key = fresh()
        const retainUntil = new Date(Date.now() + 60_000)
        await stores.locking.put(key, streamOf(body), { ...TEXT, bytes: body.length, retainUntil })
        expect(await bytesOf(await stores.locking.get(key))).toEqual(body)
      })

      it('is refused in a bucket without object lock, and nothing is stored', async () => {
        const key = fresh()
        const retainUntil = new Date(Date.now() + 60_000)
        await expectReason('REFUSED', store.put(key, Buffer.from('x'), { ...TEXT, retainUntil }))
        expect(await store.head(key)).toBeUndefined()
      })
    })
  })
}

const TEXT = { contentType: 'text/plain' }

const sha256 = (body: Uint8Array) => createHash('sha256').update(body).digest('hex')

const bytesOf = async (reading: ObjectReading) => Buffer.from(await new Response(reading.body).arrayBuffer())

const byUtf8 = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

// S3 keys are UTF-8 without NUL; some stores, MinIO among them, take no segment of dots alone.
const isKey = (text: string) =>
  text.isWellFormed() && !text.includes('\0') && !text.split('/').some(part => /^\.*$/.test(part))

function streamOf(body: Uint8Array): ReadableStream<Uint8Array> {
  return new Blob([Buffer.from(body)]).stream()
}

async function expectReason(reason: ObjectStoreReason, call: Promise<unknown>): Promise<void> {
  await expect(call).rejects.toMatchObject({ name: 'ObjectStoreError', reason })
}

async function times(n: number, act: () => Promise<void>): Promise<void> {
  for (let i = 0; i < n; i++) await act()
}

/** Reads and replaces until nobody came in between. */
async function increment(store: ObjectStore, key: string): Promise<void> {
  for (;;) {
    const reading = await store.get(key)
    const next = Buffer.from(String(Number(String(await bytesOf(reading))) + 1))
    const outcome = await store.put(key, next, { ...TEXT, ifMatch: reading.etag }).then(
      () => 'done',
      (error: { reason?: string }) => error.reason,
    )
    if (outcome === 'done') return
    expect(outcome).toMatch(/PRECONDITION_FAILED|UNAVAILABLE/)
  }
}
