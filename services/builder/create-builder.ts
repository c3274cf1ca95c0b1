// Builder as one HTTP application: the wiring that its main and its tests share.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import sharp from 'sharp'
import { createService } from '#services/kernel/create-service.ts'
import { builderRoutes } from './builder-routes.ts'
import { builderSelfChecks } from './self-checks.ts'
import type { DocumentStore } from './store/document-store.ts'

export interface BuilderOptions {
  readonly store: DocumentStore
  readonly logger: Logger
  readonly knobs: boolean
  readonly dataDir: string
}

export function createBuilder({ store, logger, knobs, dataDir }: BuilderOptions): Hono {
  // Each picture is read once, so a cache would only hold memory.
  sharp.cache(false)
  const workDir = join(dataDir, 'builds')
  // Left behind by a process that was killed.
  rmSync(workDir, { recursive: true, force: true })
  return createService({
    name: 'builder',
    version: '1',
    logger,
    knobs,
    dataDir,
    selfCheckTimeoutMs: 15_000,
    routes: app => builderRoutes(app, { store, workDir }),
    selfChecks: builderSelfChecks(store),
  })
}
