// The bytes of a skeleton as they were uploaded, out of the object store.
import { createHash } from 'node:crypto'
import { MAX_SKELETON_BYTES } from '#contracts/skeleton.ts'
import { type ObjectStore, ObjectStoreError } from '#domain/ports/object-store.ts'
import type { Skeleton } from '#domain/setup/setup.ts'
import { RefusedDocx } from './docx/refused-docx.ts'

/** @throws RefusedDocx when they are gone, or not those that were uploaded */
export async function skeletonBytes(
  store: Pick<ObjectStore, 'get'>,
  { objectKey, sha256 }: Skeleton,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const reading = await store.get(objectKey, { signal }).catch(error => {
    if (error instanceof ObjectStoreError && error.reason === 'NO_SUCH_OBJECT')
      throw new RefusedDocx('NOT_CHECKABLE', '', 'its bytes are no longer in the object store')
    throw error
  })
  if (reading.bytes > MAX_SKELETON_BYTES) {
    await reading.body.cancel()
    throw new RefusedDocx('TOO_LARGE', '', `it has ${reading.bytes} bytes, more than ${MAX_SKELETON_BYTES}`)
  }
  const chunks: Uint8Array[] = []
  for await (const chunk of reading.body) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new RefusedDocx('NOT_CHECKABLE', '', 'its bytes in the object store are not those that were uploaded')
  return bytes
}
