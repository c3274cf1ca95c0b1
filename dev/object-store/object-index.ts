// The place where it is written which version of an object is which file: a commit here makes a put or delete visible.
// SQLite and not one sidecar a file, because a key may be anything, lists are sorted by bytes, and a commit is atomic.

import type { DatabaseSync } from 'node:sqlite'
import type { Position } from './list-page.ts'
import type { BucketRecord, ObjectRecord, VersionRecord } from './object-record.ts'
import { bytesOf, mapFound, toBucket, toVersion } from './record-rows.ts'

/** Calls are synchronous on purpose: reading, judging and writing in one turn is what makes a conditional put hold. */
export interface ObjectIndex {
  buckets(): BucketRecord[]
  bucket(name: string): BucketRecord | undefined
  saveBucket(bucket: BucketRecord): void
  removeBucket(name: string): void
  /** The version of that id; without one the newest, which may be a delete marker. */
  get(bucket: string, key: string, versionId?: string): VersionRecord | undefined
  /** Takes the place of the version with the same id. */
  save(record: VersionRecord): void
  remove(bucket: string, key: string, versionId: string): void
  /** What stands under each key from the position on, in the order of their UTF-8 bytes; deleted ones are left out. */
  scan(bucket: string, from: Position): IterableIterator<ObjectRecord>
  /** All versions, those of a key from the newest down. */
  scanVersions(bucket: string, from: Position): IterableIterator<ListedVersion>
  blobs(): string[]
  /** Greater than that of any version that there is. */
  nextSeq(): number
}

export interface ListedVersion {
  key: string
  record: VersionRecord
  latest: boolean
}

export function createObjectIndex(db: DatabaseSync): ObjectIndex {
  const buckets = db.prepare('SELECT * FROM buckets ORDER BY name')
  const bucket = db.prepare('SELECT * FROM buckets WHERE name = ?')
  const saveBucket = db.prepare(
    'INSERT OR REPLACE INTO buckets (name, created_at_ms, object_lock, versioning) VALUES (?, ?, ?, ?)',
  )
  const removeBucket = db.prepare('DELETE FROM buckets WHERE name = ?')
  const newest = db.prepare('SELECT * FROM versions WHERE bucket = ? AND key = ? ORDER BY seq DESC LIMIT 1')
  const version = db.prepare('SELECT * FROM versions WHERE bucket = ? AND key = ? AND version_id = ?')
  const remove = db.prepare('DELETE FROM versions WHERE bucket = ? AND key = ? AND version_id = ?')
  const blobs = db.prepare('SELECT blob FROM versions WHERE marker = 0')
  // Each request asks for its bucket several times, and nobody else writes here.
  const known = new Map<string, BucketRecord>()
  let seq = Number(db.prepare('SELECT coalesce(max(seq), 0) AS seq FROM versions').get()?.seq)
  const save = db.prepare(`
    INSERT OR REPLACE INTO versions (bucket, key, seq, version_id, modified_at_ms, marker, blob, bytes, etag, about)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  return {
    buckets: () => buckets.all().map(toBucket),
    bucket: name => {
      const found = known.get(name) ?? mapFound(bucket.get(name), toBucket)
      if (found !== undefined) known.set(name, found)
      return found
    },
    saveBucket: b => {
      known.delete(b.name)
      saveBucket.run(b.name, b.createdAtMs, b.objectLock ? 1 : 0, b.versioning)
    },
    removeBucket: name => {
      known.delete(name)
      removeBucket.run(name)
    },
    get: (name, key, versionId) => {
      const row = versionId === undefined ? newest.get(name, bytesOf(key)) : version.get(name, bytesOf(key), versionId)
      return mapFound(row, toVersion)
    },
    save: r => {
      const shared = [r.bucket, bytesOf(r.key), r.seq, r.versionId, r.modifiedAtMs] as const
      if (r.marker) save.run(...shared, 1, '', 0, '', '{}')
      else save.run(...shared, 0, r.blob, r.bytes, r.etag, aboutOf(r))
    },
    remove: (name, key, versionId) => void remove.run(name, bytesOf(key), versionId),
    *scan(name, { key }) {
      // A statement of its own for each scan: two that are open at once must not share a cursor.
      for (const row of db.prepare(STANDING).iterate(name, key)) {
        const record = toVersion(row)
        if (!record.marker) yield record
      }
    },
    *scanVersions(name, { key, order }) {
      // Newest first: a position within a key is the negated number of the version before.
      const below = order === undefined ? Number.MAX_SAFE_INTEGER : -order
      for (const row of db.prepare(ALL_VERSIONS).iterate(name, key, key, below)) {
        const record = toVersion(row)
        yield { key: record.key, record, latest: row.latest === 1 }
      }
    },
    blobs: () => blobs.all().map(row => String(row.blob)),
    nextSeq: () => ++seq,
  }
}

const NEWEST_OF_KEY = '(SELECT max(n.seq) FROM versions n WHERE n.bucket = v.bucket AND n.key = v.key)'

const STANDING = `
  SELECT * FROM versions v
  WHERE bucket = ? AND key >= ? AND marker = 0 AND seq = ${NEWEST_OF_KEY}
  ORDER BY key`

const ALL_VERSIONS = `
  SELECT *, seq = ${NEWEST_OF_KEY} AS latest FROM versions v
  WHERE bucket = ? AND key >= ? AND (key > ? OR seq < ?)
  ORDER BY key, seq DESC`

const aboutOf = ({ headers, checksums, retention }: ObjectRecord) => JSON.stringify({ headers, checksums, retention })
