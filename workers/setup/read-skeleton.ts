// Reads once more what a skeleton is made of; the verdict on it stays.
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { Skeleton } from '#domain/setup/setup.ts'
import { RefusedDocx } from './docx/refused-docx.ts'
import { inspectedSkeleton } from './inspected-skeleton.ts'
import type { SetupOutcome } from './setup-engine.ts'

export function readSkeleton({ store }: { store: Pick<ObjectStore, 'get'> }) {
  return async (skeleton: Skeleton, signal: AbortSignal): Promise<SetupOutcome> => {
    try {
      const { structure } = await inspectedSkeleton(store, skeleton, signal)
      return { kind: 'found', findings: { structure: { found: structure } } }
    } catch (error) {
      if (!(error instanceof RefusedDocx)) throw error
      return { kind: 'found', findings: { structure: { error: error.message } } }
    }
  }
}
