// The place of what every object store must do, whoever made it: the port's promises, tried from the outside.

import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import { anyText } from '#test/support/any-text.ts'
import { presignedContract } from './object-store-presigned.ts'
import { retentionContract } from './object-store-retention.ts'
import { uploadsContract } from './object-store-uploads.ts'
import { bytesOf, expectReason, sha256, streamOf, TEXT } from './object-store-values.ts'
import { versionsContract } from './object-store-versions.ts'

export interface StoresUnderTest {
  /** On a bucket that keeps no versions. */
  store: ObjectStore
  versioned: ObjectStore
  /** On a bucket with object lock, which keeps versions, too. */
  locking: ObjectStore
  /** What their buckets are called. */
  buckets: { store: string; versioned: string }
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
        const text = anyText({ minLength: 1, maxLength: 40 }).filter(isKey)
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

    presignedContract(() => ({ store, fresh }))
    retentionContract(() => ({ ...stores, fresh }))
    versionsContract(() => ({ ...stores, fresh }))
    uploadsContract(() => ({ ...stores, fresh }))
  })
}

const byUtf8 = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

// S3 keys are UTF-8 without NUL; some stores, MinIO among them, take no segment of dots alone.
const isKey = (text: string) =>
  text.isWellFormed() && !text.includes('\0') && !text.split('/').some(part => /^\.*$/.test(part))

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
