// Bytes behind a media address: of inner addresses only our own object store, everything else through the safe fetch.

import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import type { WorkerConfig } from '../../config.ts'
import { safeFetch } from '../http/safe-fetch.ts'

const TIMEOUT_MS = 30_000
const MAX_BYTES = 512 * 1024 * 1024

/** @returns opens a media address; throws when it is refused or unreadable */
export function createMediaSource(
  config: WorkerConfig,
): (url: string, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>> {
  const store = createS3ObjectStore({
    endpoint: config.S3_ENDPOINT,
    region: config.S3_REGION,
    accessKeyId: config.S3_ACCESS_KEY_ID,
    secretAccessKey: config.S3_SECRET_ACCESS_KEY,
    bucket: config.S3_BUCKET,
  })
  const ours = `${config.S3_ENDPOINT.replace(/\/$/, '')}/${config.S3_BUCKET}/`
  return async (url, signal) => {
    if (!url.startsWith(ours)) return safeFetch(url, { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES, signal })
    const key = decodeURIComponent(new URL(url).pathname.slice(new URL(ours).pathname.length))
    return (await store.get(key, { signal })).body
  }
}
