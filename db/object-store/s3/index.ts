// The place where the object store port meets S3, MinIO or our own store: AWS's client, every call under our deadline.

import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import type { ObjectStore, VersionOptions } from '#domain/ports/object-store.ts'
import { createClients, type S3Config } from './client.ts'
import { createCopying } from './copy.ts'
import { refineDeleteError, toObjectStoreError, unlessAbsent } from './errors.ts'
import { openReading } from './open-reading.ts'
import { openSource } from './open-source.ts'
import { createPresigner } from './presign.ts'
import {
  fromHead,
  fromList,
  fromReading,
  fromStored,
  toGetInput,
  toListInput,
  toPutInput,
  toTarget,
} from './transform.ts'
import { createUploads } from './uploads.ts'
import { withDeadline } from './with-deadline.ts'

export type { S3Config } from './client.ts'

const TIMEOUT_MS = 10_000
const TRANSFER_TIMEOUT_MS = 120_000

/** Holds sockets until `close`. Reads nothing from the environment and connects on first use. */
export function createS3ObjectStore(config: S3Config): ObjectStore {
  const { bucket } = config
  const clients = createClients(config)
  const timeoutMs = config.timeoutMs ?? TIMEOUT_MS
  const transferTimeoutMs = config.transferTimeoutMs ?? TRANSFER_TIMEOUT_MS

  const head = (key: string, options: VersionOptions = {}) =>
    withDeadline(timeoutMs, undefined, async abortSignal => {
      try {
        const input = { ...toTarget(bucket, key, options), ChecksumMode: 'ENABLED' as const }
        return fromHead(key, await clients.repeating.send(new HeadObjectCommand(input), { abortSignal }))
      } catch (cause) {
        const error = toObjectStoreError(cause)
        if (error.reason === 'NO_SUCH_OBJECT') return undefined
        throw error
      }
    })

  return {
    async put(key, body, options) {
      const source = openSource(body, options)
      const input = toPutInput(bucket, key, source.body, options)
      // A repeated conditional put would meet its own first try and report that somebody else was faster.
      const once = input.IfNoneMatch !== undefined || input.IfMatch !== undefined || !source.repeatable
      const client = once ? clients.once : clients.repeating
      try {
        const output = await withDeadline(transferTimeoutMs, source.signal, abortSignal =>
          client.send(new PutObjectCommand(input), { abortSignal }),
        )
        return fromStored(output)
      } finally {
        source.close()
      }
    },

    async get(key, options = {}) {
      const input = toGetInput(bucket, key, options)
      const output = await withDeadline(timeoutMs, options.signal, abortSignal =>
        clients.repeating.send(new GetObjectCommand(input), { abortSignal }),
      )
      return fromReading(key, output, openReading(output.Body, transferTimeoutMs, options.signal))
    },

    head,

    delete: (key, options = {}) =>
      withDeadline(timeoutMs, undefined, async abortSignal => {
        try {
          const command = new DeleteObjectCommand(toTarget(bucket, key, options))
          await clients.repeating.send(command, { abortSignal }).catch(unlessAbsent)
        } catch (cause) {
          throw await refineDeleteError(toObjectStoreError(cause), () => head(key, options))
        }
      }),

    list: (options = {}) =>
      withDeadline(timeoutMs, undefined, async abortSignal =>
        fromList(await clients.repeating.send(new ListObjectsV2Command(toListInput(bucket, options)), { abortSignal })),
      ),

    ...createPresigner(clients.presigning, bucket),
    ...createCopying(clients.repeating, bucket, transferTimeoutMs),
    ...createUploads(clients, bucket, { timeoutMs, transferTimeoutMs }),

    close: clients.close,
  }
}
