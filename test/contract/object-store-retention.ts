// The place of the object store's promises about what is locked.

import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { StoresUnderTest } from './object-store.contract.ts'
import { bytesOf, expectReason, streamOf, TEXT } from './object-store-values.ts'
import { versionOf } from './object-store-versions.ts'

export function retentionContract(given: () => StoresUnderTest & { fresh(): string }): void {
  describe('retention', () => {
    it('keeps a locked object as it was, whatever is put or deleted over it', async () => {
      const { locking, fresh } = given()
      const key = fresh()
      // Real stores keep it as long as this says, so it is short.
      const retainUntil = new Date(Math.ceil(Date.now() / 1000) * 1000 + 60_000)
      const options = { ...TEXT, ifNoneMatch: '*' as const, retainUntil }
      const locked = versionOf(await locking.put(key, Buffer.from('checkpoint'), options))
      expect(await locking.head(key)).toMatchObject({ ...locked, retainUntil })
      await expectReason('PRECONDITION_FAILED', locking.put(key, Buffer.from('forged'), options))
      await expectReason('LOCKED', locking.delete(key, locked))
      await locking.put(key, Buffer.from('forged'), TEXT)
      await locking.delete(key)
      await expectReason('NO_SUCH_OBJECT', locking.get(key))
      expect(String(await bytesOf(await locking.get(key, locked)))).toBe('checkpoint')
      expect(await locking.head(key, locked)).toMatchObject({ ...locked, retainUntil })
      await expectReason('LOCKED', locking.delete(key, locked))
    })

    it('takes a locked stream, too', async () => {
      const { locking, fresh } = given()
      const body = randomBytes(100_000)
      const key = fresh()
      const retainUntil = new Date(Date.now() + 60_000)
      await locking.put(key, streamOf(body), { ...TEXT, bytes: body.length, retainUntil })
      expect(await bytesOf(await locking.get(key))).toEqual(body)
    })

    it('is refused in a bucket without object lock, and nothing is stored', async () => {
      const { store, fresh } = given()
      const key = fresh()
      const retainUntil = new Date(Date.now() + 60_000)
      await expectReason('REFUSED', store.put(key, Buffer.from('x'), { ...TEXT, retainUntil }))
      expect(await store.head(key)).toBeUndefined()
    })
  })
}
