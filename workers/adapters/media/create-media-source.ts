// Bytes behind a media address: of inner addresses only our own object store, everything else through the safe fetch.
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import type { WorkerConfig } from '../../config.ts'
import { safeFetch } from '../http/safe-fetch.ts'
import { keyInStore } from './key-in-store.ts'
import { storeSettings } from './store-settings.ts'

const TIMEOUT_MS = 30_000
const MAX_BYTES = 512 * 1024 * 1024

/** @returns opens a media address; throws when it is refused or unreadable */
export function createMediaSource(
  config: WorkerConfig,
): (url: string, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>> {
  const store = createS3ObjectStore(storeSettings(config))
  return async (url, signal) => {
    const key = keyInStore(config, url)
    if (key === undefined) return safeFetch(url, { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES, signal })
    return (await store.get(key, { signal })).body
  }
}
