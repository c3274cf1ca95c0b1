// The place where it is written which uploads are under way and which parts of them are on the disk.

import type { DatabaseSync } from 'node:sqlite'
import type { Position } from './list-page.ts'
import { bytesOf, mapFound, toPart, toUpload } from './record-rows.ts'
import type { PartRecord, UploadRecord } from './upload-record.ts'

/** Synchronous, as the index of objects is, and in the same file: an upload ends in the commit that makes its object. */
export interface UploadIndex {
  save(upload: UploadRecord): void
  get(id: string): UploadRecord | undefined
  /** With its parts. */
  remove(id: string): void
  savePart(id: string, part: PartRecord): void
  part(id: string, number: number): PartRecord | undefined
  /** In the order of their numbers. */
  parts(id: string, behind: number, limit: number): PartRecord[]
  /** Those of a key from the oldest up. */
  scan(bucket: string, from: Position): IterableIterator<UploadRecord>
  startedBefore(ms: number): UploadRecord[]
  blobs(): string[]
  nextSeq(): number
}

export function createUploadIndex(db: DatabaseSync): UploadIndex {
  const get = db.prepare('SELECT * FROM uploads WHERE id = ?')
  const remove = db.prepare('DELETE FROM uploads WHERE id = ?')
  const removeParts = db.prepare('DELETE FROM parts WHERE upload_id = ?')
  const part = db.prepare('SELECT * FROM parts WHERE upload_id = ? AND number = ?')
  const parts = db.prepare('SELECT * FROM parts WHERE upload_id = ? AND number > ? ORDER BY number LIMIT ?')
  const startedBefore = db.prepare('SELECT * FROM uploads WHERE started_at_ms < ? ORDER BY seq')
  const blobs = db.prepare('SELECT blob FROM parts')
  const save = db.prepare('INSERT INTO uploads (id, seq, bucket, key, started_at_ms, about) VALUES (?, ?, ?, ?, ?, ?)')
  const savePart = db.prepare(`
    INSERT OR REPLACE INTO parts (upload_id, number, blob, bytes, etag, modified_at_ms, checksums)
    VALUES (?, ?, ?, ?, ?, ?, ?)`)
  let seq = Number(db.prepare('SELECT coalesce(max(seq), 0) AS seq FROM uploads').get()?.seq)
  return {
    save: ({ id, seq, bucket, key, startedAtMs, ...about }) =>
      void save.run(id, seq, bucket, bytesOf(key), startedAtMs, JSON.stringify(about)),
    get: id => mapFound(get.get(id), toUpload),
    remove: id => {
      removeParts.run(id)
      remove.run(id)
    },
    savePart: (id, p) =>
      void savePart.run(id, p.number, p.blob, p.bytes, p.etag, p.modifiedAtMs, JSON.stringify(p.checksums)),
    part: (id, number) => mapFound(part.get(id, number), toPart),
    parts: (id, behind, limit) => parts.all(id, behind, limit).map(toPart),
    *scan(bucket, { key, order = 0 }) {
      const rows = db.prepare(`
        SELECT * FROM uploads WHERE bucket = ? AND key >= ? AND (key > ? OR seq > ?) ORDER BY key, seq`)
      for (const row of rows.iterate(bucket, key, key, order)) yield toUpload(row)
    },
    startedBefore: ms => startedBefore.all(ms).map(toUpload),
    blobs: () => blobs.all().map(row => String(row.blob)),
    nextSeq: () => ++seq,
  }
}
