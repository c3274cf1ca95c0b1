// The collect-orphans step: deletes what lies in the session's folders and nothing of it has use for, found by comparing the object
// store's list with the rows.
import type { SessionKeeping } from '#db/session/session-keeping.ts'
import type { LoadedSessionStep } from '#db/session/session-load-step.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import { deleteForGood } from '#queues/session/delete-for-good.ts'
import type { SessionOutcome } from './session-outcome.ts'

export interface CollectOrphansPorts {
  store: Pick<ObjectStore, 'list' | 'head' | 'delete'>
  keysInUse: SessionKeeping['keysInUse']
  /** Takes it out of Redis. */
  forget(sessionId: string): Promise<void>
}

const FOLDERS = ['sessions', 'assets', 'documents', 'uploads']

export function collectOrphans({ store, keysInUse, forget }: CollectOrphansPorts) {
  return async ({ loaded: { session } }: LoadedSessionStep, signal: AbortSignal): Promise<SessionOutcome> => {
    if (session.status !== 'FINALIZED') return { kind: 'close', why: `it is ${session.status}` }
    await forget(session.id)
    const used = await keysInUse(session.id)
    let deleted = 0
    for (const folder of FOLDERS) {
      for await (const key of keysIn(store, `${folder}/${session.tenantId}/${session.id}/`)) {
        signal.throwIfAborted()
        if (used.has(key)) continue
        await deleteForGood(store, key)
        deleted += 1
      }
    }
    return { kind: 'close', why: `${deleted} orphans deleted` }
  }
}

async function* keysIn(store: Pick<ObjectStore, 'list'>, prefix: string): AsyncGenerator<string> {
  for (let cursor: string | undefined; ; ) {
    const page = await store.list({ prefix, ...(cursor === undefined ? {} : { cursor }) })
    for (const { key } of page.objects) yield key
    cursor = page.cursor
    if (cursor === undefined) return
  }
}
