// The check-asset step: looks at an uploaded picture and makes of it what a document can hold.
import type { LoadedAssetStep } from '#db/session/session-load-step.ts'
import { ObjectStoreError } from '#domain/ports/object-store.ts'
import type { AssetView } from '#domain/ports/session-ledger.ts'
import type { AssetError } from '#domain/session/asset.ts'
import { sayError } from '#queues/logging/say-error.ts'
import { PictureProcessFailed } from '../adapters/pictures/picture-process-failed.ts'
import { PictureRefused } from '../adapters/pictures/picture-refused.ts'
import { type KeepPicturePorts, keepPicture } from './keep-picture.ts'
import type { SessionOutcome } from './session-outcome.ts'
import { withPicture } from './with-picture.ts'

export interface CheckAssetPorts extends KeepPicturePorts {
  normalise: Parameters<typeof withPicture>[0]['normalise']
  store: KeepPicturePorts['store'] & Parameters<typeof withPicture>[0]['store']
  /** Whether the same original came for the session before and is still being looked at. */
  hasEarlierTwin(asset: Pick<AssetView, 'id' | 'sessionId' | 'sha256'>): Promise<boolean>
}

/** Whoever is first is the one that later ones are duplicates of; one that hangs is not waited for long. */
const TWIN_MS = 200
const TWIN_RUNS = 100
/** What failed so often on a picture failed because of it. */
const ATTEMPTS = 3
const AGAIN_MS = 1000

export function checkAsset(ports: CheckAssetPorts) {
  return async ({ step, loaded, asset }: LoadedAssetStep, signal: AbortSignal): Promise<SessionOutcome> => {
    if (asset.status !== 'PROCESSING') return { kind: 'close', why: `it is ${asset.status}` }
    if (step.run < TWIN_RUNS && (await ports.hasEarlierTwin(asset)))
      return { kind: 'put_off', why: 'the same one is being looked at', delayMs: TWIN_MS }
    try {
      const ready = await withPicture(ports, asset, signal, picture =>
        keepPicture(ports, { session: loaded.session, assetId: asset.id, picture }, signal),
      )
      const { duplicate_of: duplicateOf } = ready
      return {
        ...{ kind: 'command', made: { kind: 'asset', asset: ready } },
        command: { type: 'assetChecked', assetId: asset.id, ...(duplicateOf === undefined ? {} : { duplicateOf }) },
      }
    } catch (error) {
      if (signal.aborted) throw error
      const refusal = refusalOf(error, step.attempt)
      if (refusal !== undefined) return refused(asset.id, refusal)
      if (!mayBeThePictures(error)) throw error
      return { kind: 'put_off', why: sayError(error), delayMs: AGAIN_MS, hold: 'UPSTREAM_RETRY', counted: true }
    }
  }
}

const isGone = (error: unknown) => error instanceof ObjectStoreError && error.reason === 'NO_SUCH_OBJECT'
/** Whatever else fails, such as a store that is away, says nothing of the picture, however often. */
const mayBeThePictures = (error: unknown) => error instanceof PictureProcessFailed || isGone(error)

/** @returns undefined: it may go well another time */
function refusalOf(error: unknown, attempt: number): AssetError | undefined {
  if (error instanceof PictureRefused) return { code: error.code, detail: error.message }
  if (attempt < ATTEMPTS) return undefined
  if (error instanceof PictureProcessFailed) return { code: 'NOT_DECODABLE', detail: error.message }
  if (isGone(error)) return { code: 'HASH_MISMATCH', detail: 'its bytes are not in the object store any more' }
  return undefined
}

function refused(id: string, error: AssetError): SessionOutcome {
  return {
    ...{ kind: 'command', command: { type: 'assetChecked', assetId: id, error } },
    made: { kind: 'asset', asset: { id, status: 'REFUSED', error } },
  }
}
