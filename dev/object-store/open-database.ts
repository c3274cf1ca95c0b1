// The place where the file with everything that is known about objects is opened, and brought to the shape of this version.

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Throws when another process holds the same folder, or a newer object store has written it. */
export function openDatabase(dataDir: string): DatabaseSync {
  const path = databasePath(dataDir)
  const db = new DatabaseSync(path)
  try {
    // EXCLUSIVE keeps a second process out, and the kernel drops it when this one is killed. FULL: a commit is on the disk.
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE;')
    migrate(db, path)
    db.exec('COMMIT')
    return db
  } catch (cause) {
    db.close()
    if (cause instanceof NewerDatabase) throw cause
    throw new Error(`Cannot open ${path}: is another object store running on this folder?`, { cause })
  }
}

export const databasePath = (dataDir: string): string => join(dataDir, 'index.sqlite')

/** All that `change` writes, or nothing of it; it must not await, so that nobody comes in between. */
export function inTransaction<T>(db: DatabaseSync, change: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = change()
    db.exec('COMMIT')
    return result
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}

class NewerDatabase extends Error {}

function migrate(db: DatabaseSync, path: string): void {
  const found = Number(db.prepare('PRAGMA user_version').get()?.user_version)
  if (found > STEPS.length) throw new NewerDatabase(`${path} was written by a newer object store`)
  for (const step of STEPS.slice(found)) db.exec(step)
  db.exec(`PRAGMA user_version = ${STEPS.length}`)
}

// A folder from before versions has the tables of the first step and the number 0, as an empty one has.
const STEPS = [
  `CREATE TABLE IF NOT EXISTS buckets (
     name TEXT PRIMARY KEY, created_at_ms INTEGER NOT NULL, object_lock INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE IF NOT EXISTS objects (
     bucket TEXT NOT NULL, key BLOB NOT NULL, blob TEXT NOT NULL, bytes INTEGER NOT NULL, etag TEXT NOT NULL,
     modified_at_ms INTEGER NOT NULL, about TEXT NOT NULL, PRIMARY KEY (bucket, key)
   ) STRICT, WITHOUT ROWID;`,

  `ALTER TABLE buckets ADD COLUMN versioning TEXT NOT NULL DEFAULT 'Off';
   UPDATE buckets SET versioning = 'Enabled' WHERE object_lock = 1;
   CREATE TABLE versions (
     bucket TEXT NOT NULL, key BLOB NOT NULL, seq INTEGER NOT NULL, version_id TEXT NOT NULL,
     marker INTEGER NOT NULL, blob TEXT NOT NULL, bytes INTEGER NOT NULL, etag TEXT NOT NULL,
     modified_at_ms INTEGER NOT NULL, about TEXT NOT NULL,
     PRIMARY KEY (bucket, key, seq), UNIQUE (bucket, key, version_id)
   ) STRICT, WITHOUT ROWID;
   INSERT INTO versions SELECT bucket, key, 1, 'null', 0, blob, bytes, etag, modified_at_ms, about FROM objects;
   DROP TABLE objects;
   CREATE TABLE uploads (
     id TEXT PRIMARY KEY, seq INTEGER NOT NULL, bucket TEXT NOT NULL, key BLOB NOT NULL,
     started_at_ms INTEGER NOT NULL, about TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX uploads_by_key ON uploads (bucket, key, seq);
   CREATE TABLE parts (
     upload_id TEXT NOT NULL, number INTEGER NOT NULL, blob TEXT NOT NULL, bytes INTEGER NOT NULL,
     etag TEXT NOT NULL, modified_at_ms INTEGER NOT NULL, checksums TEXT NOT NULL, PRIMARY KEY (upload_id, number)
   ) STRICT, WITHOUT ROWID;`,
]
