// The place where bytes and index meet: an object exists from the index's commit on, and a file without a row does not count.

import type { FileHandle } from 'node:fs/promises'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createBlobFiles } from './blob-files.ts'
import { createObjectIndex, type ObjectIndex } from './object-index.ts'
import type { ObjectRecord } from './object-record.ts'
import { S3Error } from './s3-error.ts'

/** Throws an S3Error when what is there now forbids the change. */
export type Guard = (current: ObjectRecord | undefined) => void

export interface Storage {
  index: ObjectIndex
  /** Streams `source` to disk, then commits what `describe` says about it, if `guard` still lets it. */
  put(
    bucket: string,
    key: string,
    source: AsyncIterable<Uint8Array>,
    guard: Guard,
    describe: Describe,
  ): Promise<ObjectRecord>
  open(bucket: string, key: string): Promise<OpenObject>
  delete(bucket: string, key: string, guard: Guard): Promise<void>
  /** Changes what is known about an object, not its bytes. */
  amend(bucket: string, key: string, change: (current: ObjectRecord) => ObjectRecord): void
  close(): void
}

/** Called once the whole source was read. */
export type Describe = () => Omit<ObjectRecord, 'bucket' | 'key' | 'blob'>

/** The caller closes `file`; it stays readable though the object is overwritten or deleted meanwhile. */
export interface OpenObject {
  record: ObjectRecord
  file: FileHandle
}

export async function openStorage(dataDir: string): Promise<Storage> {
  await mkdir(dataDir, { recursive: true })
  const index = createObjectIndex(dataDir)
  const files = await createBlobFiles(join(dataDir, 'blobs'))
  await files.sweep(index.blobs())
  const current = (bucket: string, key: string) => {
    if (index.bucket(bucket) === undefined) throw new S3Error('NoSuchBucket', undefined, { BucketName: bucket })
    return index.get(bucket, key)
  }
  return {
    index,
    async put(bucket, key, source, guard, describe) {
      guard(current(bucket, key))
      const blob = await files.write(source)
      let replaced: ObjectRecord | undefined
      let record: ObjectRecord
      try {
        record = { ...describe(), bucket, key, blob }
        // No await from here to `save`: whoever comes second sees the first one's row and is judged by it.
        replaced = current(bucket, key)
        guard(replaced)
        index.save(record)
      } catch (error) {
        await files.remove(blob)
        throw error
      }
      if (replaced !== undefined) await files.remove(replaced.blob)
      return record
    },
    async open(bucket, key) {
      for (;;) {
        const record = current(bucket, key)
        if (record === undefined) throw new S3Error('NoSuchKey', undefined, { Key: key })
        const file = await files.open(record.blob)
        if (file !== undefined) return { record, file }
        // Overwritten between the two lines above: look again. A row that stays without its file is a broken disk.
        if (index.get(bucket, key)?.blob === record.blob)
          throw new Error(`The file ${record.blob} of an object is missing`)
      }
    },
    async delete(bucket, key, guard) {
      const found = current(bucket, key)
      guard(found)
      if (found === undefined) return
      index.remove(bucket, key)
      await files.remove(found.blob)
    },
    amend(bucket, key, change) {
      const found = current(bucket, key)
      if (found === undefined) throw new S3Error('NoSuchKey', undefined, { Key: key })
      index.save(change(found))
    },
    close: () => index.close(),
  }
}
