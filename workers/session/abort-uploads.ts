// The abort-uploads step: a timer after the start of an upload that gives it up unless it was completed, with the parts that came.
import type { LoadedSessionStep } from '#db/session/session-load-step.ts'
import type { OverdueUpload } from '#db/session/upload-keeping.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import { checkedKey } from '#queues/session/checked-key.ts'
import { deleteForGood } from '#queues/session/delete-for-good.ts'
import type { SessionOutcome } from './session-outcome.ts'

export interface AbortUploadsPorts {
  store: Pick<ObjectStore, 'abortUpload' | 'head' | 'delete'>
  overdueUploads(sessionId: string): Promise<OverdueUpload[]>
  noteAbandoned(uploadId: string): Promise<void>
}

export function abortUploads({ store, overdueUploads, noteAbandoned }: AbortUploadsPorts) {
  return async ({ loaded: { session } }: LoadedSessionStep, signal: AbortSignal): Promise<SessionOutcome> => {
    const overdue = await overdueUploads(session.id)
    for (const { id, objectKey, storeUploadId } of overdue) {
      signal.throwIfAborted()
      await store.abortUpload(objectKey, storeUploadId)
      // Whoever completed the parts and nothing after them left objects.
      for (const key of [objectKey, checkedKey(objectKey)]) await deleteForGood(store, key)
      await noteAbandoned(id)
    }
    return { kind: 'close', why: `${overdue.length} uploads given up` }
  }
}
