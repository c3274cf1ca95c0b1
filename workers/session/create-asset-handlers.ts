// Every step of a picture with who does it.
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import type { WorkerLedger } from '#db/worker-ledger.ts'
import type { AssetLibrary } from '#domain/ports/asset-library.ts'
import { storeSettings } from '../adapters/media/store-settings.ts'
import type { PictureProcess } from '../adapters/pictures/create-picture-process.ts'
import type { WorkerConfig } from '../config.ts'
import { checkAsset } from './check-asset.ts'

export interface AssetHandlersPorts {
  sessions: Pick<WorkerLedger['sessions'], 'knownPicture' | 'hasEarlierTwin'>
  library: AssetLibrary
  pictures: Pick<PictureProcess, 'normalise'>
}

export function createAssetHandlers(config: WorkerConfig, { sessions, library, pictures }: AssetHandlersPorts) {
  return {
    'check-asset': checkAsset({
      ...{ store: createS3ObjectStore(storeSettings(config)), bucket: config.S3_BUCKET, library },
      normalise: pictures.normalise,
      ...{ knownPicture: sessions.knownPicture, hasEarlierTwin: sessions.hasEarlierTwin },
    }),
  }
}
