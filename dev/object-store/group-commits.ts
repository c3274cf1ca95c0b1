// The place where changes of the index that come at the same time become durable together: one transaction, one sync.

import { type FileHandle, open } from 'node:fs/promises'
import type { DatabaseSync } from 'node:sqlite'
import { syncTogether } from './sync-together.ts'

export interface GroupCommits {
  /** Runs it in its turn, nobody in between, and resolves when it is made. It must not await, and throw only before it writes. */
  commit<T>(change: () => T): Promise<Committing<T>>
  close(): Promise<void>
}

export interface Committing<T> {
  result: T
  /** Resolves when it is on the disk; rejects when nobody knows whether it is. */
  synced(): Promise<void>
}

/**
 * The database syncs each commit by itself, on the only thread there is. Here SQLite leaves that out, and the write-ahead log, which all
 * of a commit is in, is synced aside before anybody is told.
 * @param path of the database, in WAL mode
 */
export function groupCommits(db: DatabaseSync, path: string): GroupCommits {
  let waiting: (() => void)[] = []
  let log: FileHandle | undefined
  const synced = syncTogether(async () => {
    log ??= await open(`${path}-wal`, 'r')
    await log.datasync()
  })
  const flush = () => {
    const changes = waiting
    waiting = []
    db.exec('PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE')
    for (const change of changes) change()
    db.exec('COMMIT; PRAGMA synchronous = FULL')
  }
  let flushing: Promise<void> | undefined
  const flushed = () => {
    flushing ??= new Promise<void>((resolve, reject) => {
      setImmediate(() => {
        flushing = undefined
        try {
          flush()
          resolve()
        } catch (error) {
          if (db.isTransaction) db.exec('ROLLBACK')
          db.exec('PRAGMA synchronous = FULL')
          reject(error)
        }
      })
    })
    return flushing
  }
  return {
    async commit(change) {
      let done: { result: ReturnType<typeof change> } | { error: unknown } | undefined
      waiting.push(() => {
        try {
          done = { result: change() }
        } catch (error) {
          done = { error }
        }
      })
      await flushed()
      if (done === undefined) throw new Error('a change was not made in its turn')
      if ('error' in done) throw done.error
      return { result: done.result, synced }
    },
    close: async () => log?.close(),
  }
}
