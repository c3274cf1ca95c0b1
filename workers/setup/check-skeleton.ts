// Checks an uploaded skeleton: reads it from the store and looks for what may stand in it and what may not.
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { Skeleton } from '#domain/setup/setup.ts'
import { RefusedDocx } from './docx/refused-docx.ts'
import { inspectedSkeleton } from './inspected-skeleton.ts'
import type { SetupOutcome } from './setup-engine.ts'

export function checkSkeleton({ store }: { store: Pick<ObjectStore, 'get'> }) {
  return async (skeleton: Skeleton, signal: AbortSignal): Promise<SetupOutcome> => {
    try {
      const { errors, placeholders, tables, structure: found } = await inspectedSkeleton(store, skeleton, signal)
      const status = errors.length === 0 ? 'ACTIVE' : 'REFUSED'
      return { kind: 'decided', verdict: { status, errors, placeholders, tables, structure: { found } } }
    } catch (error) {
      if (!(error instanceof RefusedDocx)) throw error
      const { code, part: pointer, message: detail } = error
      const errors = [{ code, pointer, detail }]
      return { kind: 'decided', verdict: { status: 'REFUSED', errors, placeholders: [], tables: [] } }
    }
  }
}
