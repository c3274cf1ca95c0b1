import { expect, it } from 'vitest'
import { type Finishing, finishUpload } from '#api/session/finish-upload.ts'
import { MandateError } from '#domain/errors.ts'
import { type ObjectStore, ObjectStoreError, type ObjectStoreReason } from '#domain/ports/object-store.ts'

const UPLOAD = 'uploads/t/s/u'

it.each(['DEADLINE', 'UNAVAILABLE'] as const)('keeps an upload of which the store says %s', async reason => {
  const { store, deleted } = fake({ copy: reason })
  await expect(finishUpload(store, finishing())).rejects.toMatchObject({ code: 'UNAVAILABLE', retryable: true })
  expect(deleted).toEqual([])
})

it('keeps nothing of an upload that is refused', async () => {
  const lie = fake({ copy: 'CHECKSUM_MISMATCH' })
  await expect(finishUpload(lie.store, finishing())).rejects.toMatchObject({ code: 'CHUNK_HASH_MISMATCH' })
  const short = fake({ bytes: 2 })
  await expect(finishUpload(short.store, finishing())).rejects.toMatchObject({ code: 'CHUNK_HASH_MISMATCH' })
  const none = fake()
  const look = async () => {
    throw new MandateError('UNSUPPORTED_MEDIA_TYPE', 'no picture')
  }
  await expect(finishUpload(none.store, finishing(look))).rejects.toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' })
  for (const { deleted } of [lie, short, none]) expect(deleted).toContain(UPLOAD)
})

it('has one asked again whose upload another request takes away just now', async () => {
  const { store, deleted } = fake({ bytes: undefined })
  await expect(finishUpload(store, finishing())).rejects.toMatchObject({ code: 'UNAVAILABLE', retryable: true })
  expect(deleted).toEqual([])
})

function finishing(look: (head: Uint8Array) => Promise<string> = async () => 'audio/flac'): Finishing<string> {
  const upload = { objectKey: UPLOAD, storeUploadId: 'x', bytes: 3, sha256: 'a'.repeat(64) }
  return { upload: upload as Finishing<string>['upload'], parts: [], bucket: 'b', key: 'sessions/t/s/1-a', look }
}

/** A store with the joined upload, of so many bytes. */
function fake({ copy, ...there }: { copy?: ObjectStoreReason; bytes?: number | undefined } = {}) {
  const bytes = 'bytes' in there ? there.bytes : 3
  const deleted: string[] = []
  const store = {
    completeUpload: async () => undefined,
    head: async () => (bytes === undefined ? undefined : { bytes }),
    get: async () => ({ body: [new Uint8Array(3)] }),
    copyFrom: async () => {
      if (copy !== undefined) throw new ObjectStoreError(copy, 'as told')
    },
    delete: async (key: string) => void deleted.push(key),
  }
  return { store: store as unknown as ObjectStore, deleted }
}
