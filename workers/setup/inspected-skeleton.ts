// A skeleton looked into to its end, or why that can not be: one pass over its bytes, whoever wants to know what.
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { Skeleton } from '#domain/setup/setup.ts'
import { type Inspected, inspectDocx } from './docx/inspect-docx.ts'
import { RefusedDocx } from './docx/refused-docx.ts'
import { skeletonBytes } from './skeleton-bytes.ts'

/**
 * @throws RefusedDocx when nothing can be said of what it is made of; what its reader stumbles over it would stumble over again:
 * that is a refusal, and no reason to come back. ObjectStoreError while the store is away
 */
export async function inspectedSkeleton(
  store: Pick<ObjectStore, 'get'>,
  skeleton: Skeleton,
  signal: AbortSignal,
): Promise<Inspected> {
  const bytes = await skeletonBytes(store, skeleton, signal)
  try {
    return await inspectDocx(bytes, signal)
  } catch (error) {
    if (error instanceof RefusedDocx || signal.aborted) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new RefusedDocx('NOT_CHECKABLE', '', `it could not be read to its end: ${why}`, error)
  }
}
