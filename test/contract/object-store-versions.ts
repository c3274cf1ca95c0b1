// The place of the object store's promises about versions and copies.

import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { StoresUnderTest } from './object-store.contract.ts'
import { bytesOf, expectReason, sha256, TEXT } from './object-store-values.ts'

export function versionsContract(given: () => StoresUnderTest & { fresh(): string }): void {
  describe('versions', () => {
    it('stay readable by their ids when they are overwritten and deleted', async () => {
      const { versioned, fresh } = given()
      const key = fresh()
      const first = await versioned.put(key, Buffer.from('one'), { ...TEXT, sha256: sha256(Buffer.from('one')) })
      const second = await versioned.put(key, Buffer.from('second'), TEXT)
      await versioned.delete(key)
      await expectReason('NO_SUCH_OBJECT', versioned.get(key))
      expect(await versioned.head(key)).toBeUndefined()
      expect((await versioned.list({ prefix: key })).objects).toEqual([])
      const old = versionOf(first)
      const reading = await versioned.get(key, old)
      expect(String(await bytesOf(reading))).toBe('one')
      expect(reading).toMatchObject({ ...first, bytes: 3 })
      expect(await versioned.head(key, old)).toMatchObject({ ...first, sha256: sha256(Buffer.from('one')) })
      expect(await versioned.head(key, versionOf(second))).toMatchObject({ ...second, bytes: 6 })
      expect(await (await fetch(await versioned.presignGet(key, 60, old))).text()).toBe('one')
      expect(String(await bytesOf(await versioned.get(key, { ...old, range: { first: 1 } })))).toBe('ne')
    })

    it('go for good when they are deleted by their ids, and the one before stands again', async () => {
      const { versioned, fresh } = given()
      const key = fresh()
      await versioned.put(key, Buffer.from('one'), TEXT)
      const second = versionOf(await versioned.put(key, Buffer.from('two'), TEXT))
      await versioned.delete(key, second)
      await versioned.delete(key, second)
      expect(String(await bytesOf(await versioned.get(key)))).toBe('one')
      await expectReason('NO_SUCH_OBJECT', versioned.get(key, second))
      expect(await versioned.head(key, second)).toBeUndefined()
    })

    it('are not spoken of where the bucket keeps none', async () => {
      const { store, fresh } = given()
      const key = fresh()
      expect(await store.put(key, Buffer.from('x'), TEXT)).not.toHaveProperty('versionId')
      expect(await store.head(key)).not.toHaveProperty('versionId')
    })
  })

  describe('copies', () => {
    it('have the bytes, type and metadata of exactly the version that was named', async () => {
      const { versioned, store, buckets, fresh } = given()
      const key = `${fresh()}/ü &+?.txt`
      const body = randomBytes(1_000_000)
      const metadata = { tenant: 't1' }
      const first = await versioned.put(key, body, { contentType: 'audio/wav', metadata, sha256: sha256(body) })
      await versioned.put(key, Buffer.from('later'), TEXT)
      const source = { bucket: buckets.versioned, key, ...versionOf(first) }
      const copied = await store.copyFrom(source, key, { sha256: sha256(body) })
      const about = { bytes: body.length, contentType: 'audio/wav', metadata, sha256: sha256(body), etag: copied.etag }
      expect(await store.head(key)).toMatchObject(about)
      expect(await bytesOf(await store.get(key))).toEqual(body)
      const back = await versioned.copyFrom({ bucket: buckets.store, key }, `${key}2`)
      expect(await versioned.head(`${key}2`)).toMatchObject({ ...back, ...versionOf(back), bytes: body.length })
    })

    it('are locked when told to, hashed on their way, and as little deletable as what was put locked', async () => {
      const { store, locking, buckets, fresh } = given()
      const key = fresh()
      // Without a hash of its own: the store has to find it in the copy.
      await store.put(key, Buffer.from('sealed'), TEXT)
      const retainUntil = new Date(Math.ceil(Date.now() / 1000) * 1000 + 60_000)
      const options = { retainUntil, sha256: sha256(Buffer.from('sealed')) }
      const copied = await locking.copyFrom({ bucket: buckets.store, key }, key, options)
      expect(await locking.head(key, versionOf(copied))).toMatchObject({ ...options, ...copied })
      await expectReason('LOCKED', locking.delete(key, versionOf(copied)))
    })

    it('are not made of what is not there, has changed, or is known to have another hash', async () => {
      const { store, buckets, fresh } = given()
      const [key, to] = [fresh(), fresh()]
      const source = { bucket: buckets.store, key }
      await expectReason('NO_SUCH_OBJECT', store.copyFrom(source, to))
      const { etag } = await store.put(key, Buffer.from('a'), { ...TEXT, sha256: sha256(Buffer.from('a')) })
      await store.put(key, Buffer.from('b'), { ...TEXT, sha256: sha256(Buffer.from('b')) })
      await expectReason('PRECONDITION_FAILED', store.copyFrom(source, to, { ifSourceMatch: etag }))
      await expectReason('CHECKSUM_MISMATCH', store.copyFrom(source, to, { sha256: sha256(Buffer.from('a')) }))
      await expectReason('ABORTED', store.copyFrom(source, to, { signal: AbortSignal.abort() }))
      expect(await store.head(to)).toBeUndefined()
      const retainUntil = new Date(Date.now() + 60_000)
      await expectReason('REFUSED', store.copyFrom(source, to, { retainUntil }))
    })

    it('whose hash is found to be another are said to be so', async () => {
      const { store, buckets, fresh } = given()
      const key = fresh()
      await store.put(key, Buffer.from('a'), TEXT)
      const options = { sha256: sha256(Buffer.from('b')) }
      await expectReason('CHECKSUM_MISMATCH', store.copyFrom({ bucket: buckets.store, key }, fresh(), options))
    })
  })
}

/** Fails where there should have been a version. */
export function versionOf({ versionId }: { versionId?: string }): { versionId: string } {
  expect(versionId).toBeTruthy()
  return { versionId: versionId ?? '' }
}
