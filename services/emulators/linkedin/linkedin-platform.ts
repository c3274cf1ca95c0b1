// LinkedIn's wire protocol as far as Mandate speaks it: posts, images, figures, under the headers of its versioned API.
import type { EmulatedPlatform } from '../emulated-platform.ts'
import { createPost } from './create-post.ts'
import { demandVersion } from './demand-version.ts'
import { mountImages } from './image-routes.ts'
import { createImageStore } from './image-store.ts'
import { answering } from './linkedin-refusal.ts'
import { mountReads } from './read-routes.ts'
import { createShareIds } from './share-ids.ts'

const PROCESSING_MS = 200
const DAY_SECONDS = 86_400

export const linkedinPlatform: EmulatedPlatform = createLinkedinEmulation({ processingMs: PROCESSING_MS })

/** @param processingMs how long an uploaded image is PROCESSING */
export function createLinkedinEmulation({ processingMs }: { processingMs: number }): EmulatedPlatform {
  return {
    path: 'linkedin',
    // Daily quotas; LinkedIn shows an application its own and publishes none.
    limits: { app: { count: 100_000, seconds: DAY_SECONDS }, account: { count: 1000, seconds: DAY_SECONDS } },
    routes(app, world) {
      const images = createImageStore(processingMs, world.now)
      const nextId = createShareIds(() => world.log.all().map(({ id }) => id))
      app.use('/rest/*', demandVersion())
      app.post(
        '/rest/posts',
        answering(c => createPost(c, world, images, nextId)),
      )
      mountImages(app, images, world.now)
      mountReads(app, world)
    },
  }
}
