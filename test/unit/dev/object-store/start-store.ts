// The place where tests get a local object store of their own, in this process, on a free port.

import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import { pino } from 'pino'
import { createObjectStoreServer, type ObjectStoreOptions } from '#dev/object-store/create-object-store-server.ts'

export const credentials = { accessKeyId: 'test-key', secretAccessKey: 'test-secret-key', region: 'us-east-1' }

export interface StartedStore {
  url: string
  dataDir: string
  close(): Promise<void>
}

/** On a folder of its own, which goes with it, unless it is told another. */
export async function startStore(options: Partial<ObjectStoreOptions> = {}): Promise<StartedStore> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'object-store-')))
  const store = await createObjectStoreServer({
    dataDir,
    credentials,
    buckets: [
      { name: 'plain', objectLock: false },
      { name: 'locking', objectLock: true },
      { name: 'versioned', objectLock: false, versions: true },
    ],
    logger: pino({ level: 'silent' }),
    ...options,
  })
  await new Promise<void>(resolve => store.server.listen(0, '127.0.0.1', resolve))
  const { port } = store.server.address() as AddressInfo
  const close = async () => {
    await store.close(0)
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true })
  }
  return { url: `http://127.0.0.1:${port}`, dataDir, close }
}

/** A client of AWS's own that tries once and adds no checksum unless told to. */
export function connect(url: string, more: Partial<S3ClientConfig> = {}): S3Client {
  return new S3Client({
    endpoint: url,
    region: credentials.region,
    credentials,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 1,
    ...more,
  })
}
