// Where a platform can fetch a medium itself: what lies in our own store is signed for a while, the rest has its own address.
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import type { WorkerConfig } from '../../config.ts'
import { keyInStore } from './key-in-store.ts'
import { storeSettings } from './store-settings.ts'

/** Longer than a platform takes to fetch it. */
const TTL_S = 3600

export function createPublicAddress(config: WorkerConfig): (medium: { url: string }) => Promise<string> {
  const store = createS3ObjectStore(storeSettings(config))
  return async ({ url }) => {
    const key = keyInStore(config, url)
    return key === undefined ? url : store.presignGet(key, TTL_S)
  }
}
