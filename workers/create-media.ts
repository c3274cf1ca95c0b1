// What a worker reads media with and looks at them: where they come from, where previews go, the process that decodes.
import type { Logger } from 'pino'
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import { sayError } from '#queues/logging/say-error.ts'
import { createMediaHasher } from './adapters/media/create-media-hasher.ts'
import { createMediaSource } from './adapters/media/create-media-source.ts'
import { storeSettings } from './adapters/media/store-settings.ts'
import { createPictureProcess } from './adapters/pictures/create-picture-process.ts'
import type { WorkerConfig } from './config.ts'

/** Whoever has it made closes `store` and `pictures`. */
export function createMedia(config: WorkerConfig, logger: Logger) {
  const openMedia = createMediaSource(config)
  const store = createS3ObjectStore(storeSettings(config))
  const pictures = createPictureProcess({ timeoutMs: config.PICTURE_TIMEOUT_MS })
  const hashMediaOf = createMediaHasher({
    ...{ open: openMedia, store, normalise: pictures.normalise },
    onNoPreview: (error, sha256) => logger.warn({ event: 'media.preview_failed', sha256, why: sayError(error) }),
  })
  return { openMedia, store, pictures, hashMediaOf }
}
