// One transaction on a service's SQLite file.
import type { DatabaseSync } from 'node:sqlite'

/** Runs `work` as one transaction; it is synchronous, so that no other request comes in between. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    db.exec('COMMIT')
    return result
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}
