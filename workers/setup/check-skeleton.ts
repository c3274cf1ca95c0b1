// Checks an uploaded skeleton: reads it from the store and looks for what may stand in it and what may not.
import { createHash } from 'node:crypto'
import { MAX_SKELETON_BYTES } from '#contracts/skeleton.ts'
import { type ObjectStore, ObjectStoreError } from '#domain/ports/object-store.ts'
import type { Skeleton } from '#domain/setup/setup.ts'
import { inspectDocx } from './docx/inspect-docx.ts'
import { RefusedDocx } from './docx/refused-docx.ts'
import type { SetupOutcome } from './setup-engine.ts'

export function checkSkeleton({ store }: { store: Pick<ObjectStore, 'get'> }) {
  return async (skeleton: Skeleton, signal: AbortSignal): Promise<SetupOutcome> => {
    try {
      const bytes = await bytesOf(store, skeleton, signal)
      const { errors, placeholders, tables } = await inspected(bytes, signal)
      const status = errors.length === 0 ? 'ACTIVE' : 'REFUSED'
      return { kind: 'decided', verdict: { status, errors, placeholders, tables } }
    } catch (error) {
      if (!(error instanceof RefusedDocx)) throw error
      const { code, part: pointer, message: detail } = error
      const errors = [{ code, pointer, detail }]
      return { kind: 'decided', verdict: { status: 'REFUSED', errors, placeholders: [], tables: [] } }
    }
  }
}

/** What its reader stumbles over it would stumble over again: that is a refusal, and no reason to come back. */
async function inspected(bytes: Uint8Array, signal: AbortSignal) {
  try {
    return await inspectDocx(bytes, signal)
  } catch (error) {
    if (error instanceof RefusedDocx || signal.aborted) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new RefusedDocx('NOT_CHECKABLE', '', `it could not be read to its end: ${why}`, error)
  }
}

/** @throws RefusedDocx when they are gone, or not those that were uploaded */
async function bytesOf(
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
