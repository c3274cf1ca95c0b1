// The place where the object store port meets S3, MinIO or our own store: AWS's client, but for what every chunk of a session costs; every
// call under our deadline.

import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3'
import type { ObjectStore, VersionOptions } from '#domain/ports/object-store.ts'
import { createClients, type S3Config } from './client.ts'
import { createCopying } from './copy.ts'
import { refineDeleteError, toObjectStoreError, unlessAbsent } from './errors.ts'
import { openSource, toSdkBody } from './open-source.ts'
import { openWire } from './open-wire.ts'
import { createPlainGet } from './plain-get.ts'
import { readHead } from './plain-head.ts'
import { createPlainPut, isPlain } from './plain-put.ts'
import { createPresigner } from './presign.ts'
import { fromList, fromStored, toListInput, toPutInput, toTarget } from './transform.ts'
import { createUploads } from './uploads.ts'
import { withDeadline } from './with-deadline.ts'

export type { S3Config } from './client.ts'

const TIMEOUT_MS = 10_000
const TRANSFER_TIMEOUT_MS = 120_000

/** Holds sockets until `close`. Reads nothing from the environment and connects on first use. */
export function createS3ObjectStore(config: S3Config): ObjectStore {
  const { bucket } = config
  const clients = createClients(config)
  const wire = openWire(config)
  const timeoutMs = config.timeoutMs ?? TIMEOUT_MS
  const transferTimeoutMs = config.transferTimeoutMs ?? TRANSFER_TIMEOUT_MS

  const head = (key: string, options: VersionOptions = {}) =>
    withDeadline(timeoutMs, undefined, signal => readHead(wire, { key, ...options }, signal).catch(unlessAbsent))

  const putPlain = createPlainPut(wire, transferTimeoutMs)

  return {
    async put(key, body, options) {
      if (isPlain(options)) return putPlain(key, body, options)
      const source = openSource(body, options)
      const input = toPutInput(bucket, key, toSdkBody(source.body), options)
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

    get: createPlainGet(wire, timeoutMs, transferTimeoutMs),

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
    ...createCopying(wire, transferTimeoutMs),
    ...createUploads(clients, bucket, { timeoutMs, transferTimeoutMs }),

    close() {
      clients.close()
      wire.close()
    },
  }
}
