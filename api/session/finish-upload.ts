// Makes one object of the parts of an upload, held to what was said of it, where the session keeps such objects.
import { MandateError } from '#domain/errors.ts'
import { type ObjectStore, ObjectStoreError, type UploadedPart } from '#domain/ports/object-store.ts'
import type { UploadView } from '#domain/ports/session-ledger.ts'
import { checkedKey } from '#queues/session/checked-key.ts'
import { deleteForGood } from '#queues/session/delete-for-good.ts'
import { PICTURE_HEAD_BYTES } from '#queues/session/picture-type.ts'
import { invalid } from '../body/input-errors.ts'

type Store = Pick<ObjectStore, 'completeUpload' | 'head' | 'get' | 'copyFrom' | 'delete'>

export interface Finishing<K> {
  upload: UploadView
  parts: readonly UploadedPart[]
  bucket: string
  /** Where it is to lie. */
  key: string
  /** Told its first bytes. @throws whatever is to be the refusal */
  look(head: Uint8Array): Promise<K>
}

/**
 * May be asked again after an answer was lost.
 * @returns what `look` found
 * @throws MandateError VALIDATION_FAILED (parts), CHUNK_HASH_MISMATCH, INVALID_STATE (nothing is there), UNAVAILABLE, and what `look` throws
 */
export async function finishUpload<K>(store: Store, finishing: Finishing<K>): Promise<K> {
  const { upload, parts, bucket, key, look } = finishing
  try {
    // Taken before, and asked again: what it was made into is there.
    const placed = upload.completedAt === undefined ? undefined : await store.head(key)
    if (placed !== undefined) return await look(await firstBytes(store, key))
    await join(store, upload, parts)
    return await place(store, { upload, bucket, key, look })
  } catch (cause) {
    if (!(cause instanceof ObjectStoreError)) throw cause
    throw new MandateError('UNAVAILABLE', 'the upload can’t be completed just now; ask again', {
      cause,
      retryable: true,
    })
  }
}

async function join(store: Store, { objectKey, storeUploadId }: UploadView, parts: readonly UploadedPart[]) {
  const ascending = [...parts].sort((a, b) => a.part - b.part)
  try {
    await store.completeUpload(objectKey, storeUploadId, ascending)
  } catch (error) {
    if (!(error instanceof ObjectStoreError)) throw error
    if (error.reason === 'REFUSED')
      throw invalid([{ pointer: '/parts', detail: 'are not the parts that the object store has' }])
    // Joined before, by a request whose answer was lost; else there is nothing to go on with.
    if (error.reason !== 'NO_SUCH_OBJECT') throw error
    if ((await store.head(objectKey)) === undefined)
      throw new MandateError('INVALID_STATE', 'nothing of this upload is there any more; begin another', {
        members: { allowed: [] },
      })
  }
}

/**
 * The store computes the hash while it copies, so the copy that may turn out wrong is made where nothing lies: what is there already
 * under the last key was acknowledged.
 */
async function place<K>(store: Store, { upload, bucket, key, look }: Omit<Finishing<K>, 'parts'>): Promise<K> {
  const { objectKey, bytes, sha256 } = upload
  const checked = checkedKey(objectKey)
  try {
    const there = await store.head(objectKey)
    // Joined, and gone since: taken away by whoever placed it first. Asked again, what became of it is known.
    if (there === undefined) throw new ObjectStoreError('UNAVAILABLE', 'another request is completing this upload')
    if (there.bytes !== bytes) throw mismatch(`the upload has ${there.bytes} bytes and not ${bytes}`)
    const found = await look(await firstBytes(store, objectKey))
    await store.copyFrom({ bucket, key: objectKey }, checked, { sha256 })
    await store.copyFrom({ bucket, key: checked }, key, { sha256 })
    return found
  } catch (error) {
    const isOther = error instanceof ObjectStoreError && error.reason === 'CHECKSUM_MISMATCH'
    // A store that fails for now is asked again, and the upload must be there then.
    const isRefusal = error instanceof MandateError && !(error instanceof ObjectStoreError)
    if (isOther || isRefusal) await forgetUpload(store, objectKey)
    throw isOther ? mismatch('the bytes have another SHA-256 than was said', error) : error
  }
}

/** Nothing more comes of it. What can't be deleted now goes when the upload expires, or the session is sealed. */
export async function forgetUpload(store: Pick<ObjectStore, 'head' | 'delete'>, objectKey: string): Promise<void> {
  await Promise.allSettled([objectKey, checkedKey(objectKey)].map(key => deleteForGood(store, key)))
}

async function firstBytes(store: Store, key: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  const { body } = await store.get(key, { range: { first: 0, last: PICTURE_HEAD_BYTES - 1 } })
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function mismatch(detail: string, cause?: unknown): MandateError {
  return new MandateError('CHUNK_HASH_MISMATCH', detail, cause === undefined ? {} : { cause })
}
