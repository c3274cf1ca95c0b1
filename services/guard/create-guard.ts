// Puts Guard together from its parts; the database is its only state.
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { createService } from '#services/kernel/create-service.ts'
import type { GuardConfig } from './config.ts'
import { guardRoutes } from './guard-routes.ts'
import { openDatabase } from './open-database.ts'
import { selfChecks } from './self-checks.ts'
import { createSigningKeys } from './signing-keys.ts'
import { createSnapshots } from './snapshots.ts'

export interface Guard {
  app: Hono
  close(): void
}

/** `now` is the clock that snapshots are dated by. */
export async function createGuard(
  config: GuardConfig,
  logger: Logger,
  now: () => Date = () => new Date(),
): Promise<Guard> {
  const db = openDatabase(config.DATA_DIR)
  const keys = await createSigningKeys(db, now())
  const snapshots = createSnapshots(db, keys, now)
  const app = createService({
    name: 'guard',
    version: '1',
    logger,
    knobs: config.REFERENCE_KNOBS,
    dataDir: config.DATA_DIR,
    routes: app => guardRoutes(app, { snapshots, keys }),
    selfChecks,
    health: async () => ({ snapshots: snapshots.count() }),
  })
  return { app, close: () => db.close() }
}
