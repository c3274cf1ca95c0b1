// The place where bytes and index meet: an object exists from the index's commit on, and a file without a row does not count.

import { mkdir } from 'node:fs/promises'
import { createBlobs } from './blobs.ts'
import { commitObject, type Described, type Guard } from './commit-object.ts'
import { findObject, standing } from './find-object.ts'
import { groupCommits } from './group-commits.ts'
import { createMultipartUploads, type MultipartUploads } from './multipart-uploads.ts'
import { createObjectIndex, type ObjectIndex } from './object-index.ts'
import type { DeleteMarker, ObjectRecord, VersionRecord } from './object-record.ts'
import type { OpenBlob } from './open-blob.ts'
import { databasePath, openDatabase } from './open-database.ts'
import { createUploadIndex } from './upload-index.ts'
import { makeId, NULL_VERSION } from './version-id.ts'

export interface Storage {
  index: ObjectIndex
  uploads: MultipartUploads
  /** Brings `source` to disk, then commits what `describe`, called at its end, says, if `guard` still lets it. */
  put(
    bucket: string,
    key: string,
    source: AsyncIterable<Uint8Array>,
    guard: Guard,
    describe: () => Described,
  ): Promise<ObjectRecord>
  /** Without a version what stands. */
  open(bucket: string, key: string, versionId: string | undefined): Promise<OpenObject>
  /** In a versioned bucket marks the key as deleted and returns the mark; in any other its object is gone. */
  delete(bucket: string, key: string, nowMs: number, guard: Guard): Promise<DeleteMarker | undefined>
  /** For good, be it an object or a mark; returns it. */
  deleteVersion(bucket: string, key: string, versionId: string, guard: Guard): Promise<VersionRecord | undefined>
  /** Changes what is known about an object, not its bytes. */
  amend(
    bucket: string,
    key: string,
    versionId: string | undefined,
    change: (current: ObjectRecord) => ObjectRecord,
  ): void
  close(): Promise<void>
}

/** The caller closes `blob`. */
export interface OpenObject {
  record: ObjectRecord
  blob: OpenBlob
}

export async function openStorage(dataDir: string): Promise<Storage> {
  await mkdir(dataDir, { recursive: true })
  const db = openDatabase(dataDir)
  const commits = groupCommits(db, databasePath(dataDir))
  const index = createObjectIndex(db)
  const uploadIndex = createUploadIndex(db)
  const blobs = await createBlobs(dataDir)
  await blobs.sweep(new Set([...index.blobs(), ...uploadIndex.blobs()]))
  const free = async (blob: string | undefined) => {
    if (blob !== undefined) await blobs.remove(blob)
  }
  return {
    index,
    uploads: createMultipartUploads(db, index, uploadIndex, blobs),
    async put(bucket, key, source, guard, describe) {
      guard(standing(index.get(bucket, key)))
      const { result, synced } = await blobs.write(source, blob => {
        const described = describe()
        return commits.commit(() => commitObject(index, { bucket, key, blob }, described, guard))
      })
      await synced()
      await free(result.freed)
      return result.record
    },
    async open(bucket, key, versionId) {
      for (;;) {
        const record = findObject(index, bucket, key, versionId)
        const blob = await blobs.open(record.blob)
        if (blob !== undefined) return { record, blob }
        // Overwritten between the two lines above: look again. A row that stays without its file is a broken disk.
        const again = standing(index.get(bucket, key, versionId))
        if (again?.blob === record.blob) throw new Error(`The file ${record.blob} of an object is missing`)
      }
    },
    async delete(bucket, key, nowMs, guard) {
      guard(standing(index.get(bucket, key)))
      const versioning = index.bucket(bucket)?.versioning ?? 'Off'
      // What was put without versions has no other place to stay.
      const lost = versioning === 'Enabled' ? undefined : standing(index.get(bucket, key, NULL_VERSION))
      const seq = index.nextSeq()
      const versionId = versioning === 'Enabled' ? makeId(seq) : NULL_VERSION
      const mark: DeleteMarker = { marker: true, bucket, key, versionId, seq, modifiedAtMs: nowMs }
      if (versioning === 'Off') index.remove(bucket, key, NULL_VERSION)
      else index.save(mark)
      await free(lost?.blob)
      return versioning === 'Off' ? undefined : mark
    },
    async deleteVersion(bucket, key, versionId, guard) {
      const found = index.get(bucket, key, versionId)
      guard(standing(found))
      index.remove(bucket, key, versionId)
      await free(standing(found)?.blob)
      return found
    },
    amend: (bucket, key, versionId, change) => index.save(change(findObject(index, bucket, key, versionId))),
    async close() {
      await commits.close()
      await blobs.close()
      db.close()
    },
  }
}
