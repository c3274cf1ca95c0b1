// The place where the parts of an upload lie until they are one object: each its own file, the whole a new one.

import type { DatabaseSync } from 'node:sqlite'
import type { Blobs } from './blobs.ts'
import { commitObject, type Described, type Guard } from './commit-object.ts'
import { standing } from './find-object.ts'
import type { Position } from './list-page.ts'
import type { ObjectIndex } from './object-index.ts'
import type { ObjectRecord } from './object-record.ts'
import { inTransaction } from './open-database.ts'
import { S3Error } from './s3-error.ts'
import type { UploadIndex } from './upload-index.ts'
import type { PartRecord, UploadRecord } from './upload-record.ts'
import { makeId } from './version-id.ts'

export interface MultipartUploads {
  start(about: Omit<UploadRecord, 'id' | 'seq'>): UploadRecord
  /** Throws NoSuchUpload when there is none of that id for that key. */
  find(bucket: string, key: string, id: string): UploadRecord
  /** Streams `source` to disk; a part of the same number is replaced. */
  addPart(
    upload: UploadRecord,
    number: number,
    source: AsyncIterable<Uint8Array>,
    describe: () => Omit<PartRecord, 'number' | 'blob'>,
  ): Promise<PartRecord>
  part(upload: UploadRecord, number: number): PartRecord | undefined
  parts(upload: UploadRecord, behind: number, limit: number): PartRecord[]
  /** Writes the parts, as given, into one file and makes it the object; in the same commit the upload is over. */
  complete(upload: UploadRecord, parts: PartRecord[], guard: Guard, join: Join): Promise<ObjectRecord>
  abort(upload: UploadRecord): Promise<void>
  scan(bucket: string, from: Position): IterableIterator<UploadRecord>
  removeStartedBefore(ms: number): Promise<void>
}

/** What the bytes go through on their way into one file, and what is to be said of them then. */
export interface Join {
  through(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
  describe(): Described
}

const MAX_PARTS = 10_000

export function createMultipartUploads(
  db: DatabaseSync,
  objects: ObjectIndex,
  index: UploadIndex,
  blobs: Blobs,
): MultipartUploads {
  /** Their parts are being read: until that is over, nobody may take or replace one. */
  const joining = new Set<string>()
  const requireIdle = ({ id }: UploadRecord) => {
    if (joining.has(id)) throw new S3Error('OperationAborted')
    if (index.get(id) === undefined) throw new S3Error('NoSuchUpload', undefined, { UploadId: id })
  }
  const removeBlobs = async (...names: (string | undefined)[]) => {
    for (const name of names) if (name !== undefined) await blobs.remove(name)
  }
  const remove = async (upload: UploadRecord) => {
    const parts = index.parts(upload.id, 0, MAX_PARTS)
    inTransaction(db, () => index.remove(upload.id))
    await removeBlobs(...parts.map(part => part.blob))
  }
  return {
    start(about) {
      const seq = index.nextSeq()
      const upload = { ...about, seq, id: makeId(seq) }
      index.save(upload)
      return upload
    },
    find(bucket, key, id) {
      const found = index.get(id)
      if (found?.bucket === bucket && found.key === key) return found
      throw new S3Error('NoSuchUpload', undefined, { UploadId: id })
    },
    async addPart(upload, number, source, describe) {
      let replaced: PartRecord | undefined
      const part = await blobs.write(source, blob => {
        const record = { ...describe(), number, blob }
        requireIdle(upload)
        replaced = index.part(upload.id, number)
        index.savePart(upload.id, record)
        return record
      })
      await removeBlobs(replaced?.blob)
      return part
    },
    part: (upload, number) => index.part(upload.id, number),
    parts: (upload, behind, limit) => index.parts(upload.id, behind, limit),
    async complete(upload, parts, guard, join) {
      requireIdle(upload)
      joining.add(upload.id)
      try {
        const { bucket, key } = upload
        guard(standing(objects.get(bucket, key)))
        const needless = index.parts(upload.id, 0, MAX_PARTS).map(part => part.blob)
        const { record, freed } = await blobs.write(join.through(readParts(blobs, parts)), blob => {
          const described = join.describe()
          return inTransaction(db, () => {
            index.remove(upload.id)
            return commitObject(objects, { bucket, key, blob }, described, guard)
          })
        })
        await removeBlobs(...needless, freed)
        return record
      } finally {
        joining.delete(upload.id)
      }
    },
    async abort(upload) {
      requireIdle(upload)
      await remove(upload)
    },
    scan: (bucket, from) => index.scan(bucket, from),
    async removeStartedBefore(ms) {
      for (const upload of index.startedBefore(ms)) if (!joining.has(upload.id)) await remove(upload)
    },
  }
}

async function* readParts(blobs: Blobs, parts: readonly PartRecord[]): AsyncGenerator<Uint8Array> {
  for (const { blob } of parts) {
    await using part = await blobs.open(blob)
    if (part === undefined) throw new Error(`The file ${blob} of a part is missing`)
    for await (const chunk of part.stream()) yield chunk
  }
}
