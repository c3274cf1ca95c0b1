// Visual as one HTTP application: the wiring that its main and its tests share.
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { createService } from '#services/kernel/create-service.ts'
import { keepNoImages } from './card/render-png.ts'
import { loadTypeface } from './card/typeface.ts'
import type { MediaStore } from './media/media-store.ts'
import { visualSelfChecks } from './self-checks.ts'
import { visualRoutes } from './visual-routes.ts'

export interface VisualOptions {
  readonly store: MediaStore
  readonly logger: Logger
  readonly knobs: boolean
  readonly dataDir?: string
}

export function createVisual({ store, logger, knobs, dataDir }: VisualOptions): Hono {
  keepNoImages()
  const faces = { headline: loadTypeface(800), subline: loadTypeface(500), brand: loadTypeface(600) }
  return createService({
    name: 'visual',
    version: '1.0.0',
    logger,
    knobs,
    ...(dataDir === undefined ? {} : { dataDir }),
    selfCheckTimeoutMs: 15_000,
    routes: app => visualRoutes(app, { faces, store }),
    selfChecks: visualSelfChecks(store),
  })
}
