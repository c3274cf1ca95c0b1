// The clear-session step: a timer after the seal that deletes audio whose copy is in custody; no link leads to it any more.
import type { SessionKeeping } from '#db/session/session-keeping.ts'
import type { LoadedSessionStep } from '#db/session/session-load-step.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import { deleteForGood } from '#queues/session/delete-for-good.ts'
import type { SessionOutcome } from './session-outcome.ts'

export interface ClearSessionPorts {
  store: Pick<ObjectStore, 'head' | 'delete'>
  custody: Pick<ObjectStore, 'head'>
  keptChunks: SessionKeeping['keptChunks']
}

const PAGE = 200

export function clearSession({ store, custody, keptChunks }: ClearSessionPorts) {
  return async ({ loaded: { session } }: LoadedSessionStep, signal: AbortSignal): Promise<SessionOutcome> => {
    if (session.status !== 'FINALIZED') return { kind: 'close', why: `it is ${session.status}` }
    let deleted = 0
    for (let after = 0; ; ) {
      const page = await keptChunks(session.id, { after, limit: PAGE })
      for (const { objectKey, sha256 } of page) {
        signal.throwIfAborted()
        // Asked of the bucket itself: a row that says so is not the copy.
        if ((await custody.head(objectKey))?.sha256 !== sha256) continue
        await deleteForGood(store, objectKey)
        deleted += 1
      }
      const last = page.at(-1)
      if (last === undefined) return { kind: 'close', why: `${deleted} pieces of audio deleted` }
      after = last.sequenceId
    }
  }
}
