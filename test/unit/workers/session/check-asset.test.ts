import { describe, expect, it } from 'vitest'
import type { LoadedAssetStep } from '#db/session/session-load-step.ts'
import { ObjectStoreError } from '#domain/ports/object-store.ts'
import { type CheckAssetPorts, checkAsset } from '#workers/session/check-asset.ts'

const signal = new AbortController().signal
/** A picture whose bytes can't be had, for that reason. */
const checked = (reason: 'NO_SUCH_OBJECT' | 'UNAVAILABLE', step: { run: number; attempt: number }) => {
  const get = async () => Promise.reject(new ObjectStoreError(reason, 'not now'))
  const ports = { hasEarlierTwin: async () => false, store: { get } } as unknown as CheckAssetPorts
  const asset = { id: 'a', status: 'PROCESSING', originalKey: 'k', bytesOriginal: 3, sha256: 'x' }
  return checkAsset(ports)({ step, asset, loaded: {} } as unknown as LoadedAssetStep, signal)
}

describe('a picture', () => {
  it('is refused for what failed thrice on it, however often it only waited', async () => {
    expect(await checked('NO_SUCH_OBJECT', { run: 90, attempt: 1 })).toMatchObject({ kind: 'put_off', counted: true })
    expect(await checked('NO_SUCH_OBJECT', { run: 3, attempt: 3 })).toMatchObject({
      command: { type: 'assetChecked', error: { code: 'HASH_MISMATCH' } },
    })
  })

  it('is never refused for a store that is away', async () => {
    await expect(checked('UNAVAILABLE', { run: 90, attempt: 90 })).rejects.toMatchObject({ reason: 'UNAVAILABLE' })
  })
})
