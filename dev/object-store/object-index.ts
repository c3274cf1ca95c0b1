// The place where it is written which object is which file: one SQLite table, whose commit makes a put or delete visible.
// SQLite and not one sidecar a file, because a key may be anything, lists are sorted by bytes, and a commit is atomic.

import { join } from 'node:path'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import type { BucketRecord, ObjectRecord } from './object-record.ts'

/** Calls are synchronous on purpose: reading, judging and writing in one turn is what makes a conditional put hold. */
export interface ObjectIndex {
  buckets(): BucketRecord[]
  bucket(name: string): BucketRecord | undefined
  saveBucket(bucket: BucketRecord): void
  removeBucket(name: string): void
  get(bucket: string, key: string): ObjectRecord | undefined
  save(record: ObjectRecord): void
  remove(bucket: string, key: string): void
  /** Records from `fromKey` (inclusive, UTF-8 bytes) on, in byte order. */
  scan(bucket: string, fromKey: Uint8Array): IterableIterator<ObjectRecord>
  blobs(): Set<string>
  close(): void
}

/** Throws when another process holds the same folder. */
export function createObjectIndex(dataDir: string): ObjectIndex {
  const db = openDatabase(join(dataDir, 'index.sqlite'))
  const buckets = db.prepare('SELECT * FROM buckets ORDER BY name')
  const bucket = db.prepare('SELECT * FROM buckets WHERE name = ?')
  const saveBucket = db.prepare('INSERT OR REPLACE INTO buckets (name, created_at_ms, object_lock) VALUES (?, ?, ?)')
  const removeBucket = db.prepare('DELETE FROM buckets WHERE name = ?')
  const get = db.prepare('SELECT * FROM objects WHERE bucket = ? AND key = ?')
  const remove = db.prepare('DELETE FROM objects WHERE bucket = ? AND key = ?')
  const blobs = db.prepare('SELECT blob FROM objects')
  const save = db.prepare(`
    INSERT OR REPLACE INTO objects (bucket, key, blob, bytes, etag, modified_at_ms, about)
    VALUES (?, ?, ?, ?, ?, ?, ?)`)
  return {
    buckets: () => buckets.all().map(toBucket),
    bucket: name => mapFound(bucket.get(name), toBucket),
    saveBucket: b => void saveBucket.run(b.name, b.createdAtMs, b.objectLock ? 1 : 0),
    removeBucket: name => void removeBucket.run(name),
    get: (name, key) => mapFound(get.get(name, bytesOf(key)), toRecord),
    save: r => void save.run(r.bucket, bytesOf(r.key), r.blob, r.bytes, r.etag, r.modifiedAtMs, aboutOf(r)),
    remove: (name, key) => void remove.run(name, bytesOf(key)),
    *scan(name, fromKey) {
      // A statement of its own for each scan: two that are open at once must not share a cursor.
      const rows = db.prepare('SELECT * FROM objects WHERE bucket = ? AND key >= ? ORDER BY key')
      for (const row of rows.iterate(name, fromKey)) yield toRecord(row)
    },
    blobs: () => new Set(blobs.all().map(row => String(row.blob))),
    close: () => db.close(),
  }
}

export const bytesOf = (key: string): Uint8Array => Buffer.from(key, 'utf8')

function openDatabase(path: string): DatabaseSync {
  const db = new DatabaseSync(path)
  try {
    // EXCLUSIVE keeps a second process out, and the kernel drops it when this one is killed. FULL: a commit is on the disk.
    db.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      CREATE TABLE IF NOT EXISTS buckets (
        name TEXT PRIMARY KEY, created_at_ms INTEGER NOT NULL, object_lock INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS objects (
        bucket TEXT NOT NULL, key BLOB NOT NULL, blob TEXT NOT NULL, bytes INTEGER NOT NULL, etag TEXT NOT NULL,
        modified_at_ms INTEGER NOT NULL, about TEXT NOT NULL, PRIMARY KEY (bucket, key)
      ) STRICT, WITHOUT ROWID;`)
    return db
  } catch (cause) {
    db.close()
    throw new Error(`Cannot open ${path}: is another object store running on this folder?`, { cause })
  }
}

type Row = Record<string, SQLOutputValue>

const mapFound = <T>(row: Row | undefined, map: (row: Row) => T): T | undefined =>
  row === undefined ? undefined : map(row)

const toBucket = (row: Row): BucketRecord => ({
  name: String(row.name),
  createdAtMs: Number(row.created_at_ms),
  objectLock: row.object_lock === 1,
})

type About = Pick<ObjectRecord, 'headers' | 'checksums' | 'retention'>

const aboutOf = ({ headers, checksums, retention }: ObjectRecord) => JSON.stringify({ headers, checksums, retention })

function toRecord(row: Row): ObjectRecord {
  // Only `save` above writes this column.
  const about = JSON.parse(String(row.about)) as About
  return {
    bucket: String(row.bucket),
    key: row.key instanceof Uint8Array ? Buffer.from(row.key).toString('utf8') : String(row.key),
    blob: String(row.blob),
    bytes: Number(row.bytes),
    etag: String(row.etag),
    modifiedAtMs: Number(row.modified_at_ms),
    ...about,
  }
}
