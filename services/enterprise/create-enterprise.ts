// Puts Enterprise together from its parts; the database is its only state.
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { createService } from '#services/kernel/create-service.ts'
import { commandHmacKey } from './command-hmac-key.ts'
import type { EnterpriseConfig } from './config.ts'
import { demandServiceToken } from './demand-service-token.ts'
import { enterpriseRoutes } from './enterprise-routes.ts'
import { openDatabase } from './open-database.ts'
import { createReservations } from './reservations.ts'
import { selfChecks } from './self-checks.ts'
import { createSigningKeys } from './signing-keys.ts'
import { createTenantStates } from './tenant-states.ts'

export interface Enterprise {
  app: Hono
  close(): void
}

export async function createEnterprise(
  config: EnterpriseConfig,
  logger: Logger,
  now: () => Date = () => new Date(),
): Promise<Enterprise> {
  const db = openDatabase(config.DATA_DIR)
  const hmacKey = commandHmacKey(config.COMMAND_HMAC_KEY, config.DATA_DIR)
  const parts = {
    states: createTenantStates(db),
    reservations: createReservations(db, config.RESERVATION_TTL_S * 1000),
    keys: await createSigningKeys(db, now()),
    commands: { hmacKey, ttlSeconds: config.COMMAND_TTL_S, issuer: config.COMMAND_ISSUER },
    knobs: config.REFERENCE_KNOBS,
    now,
  }
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience } = config
  const app = createService({
    name: 'enterprise',
    version: '1',
    logger,
    knobs: config.REFERENCE_KNOBS,
    dataDir: config.DATA_DIR,
    guards(app) {
      if (issuer !== undefined) app.post('/commands', demandServiceToken(issuer, audience))
    },
    routes: app => enterpriseRoutes(app, parts),
    selfChecks: selfChecks(hmacKey),
    health: async () => ({ commands_need_token: issuer !== undefined }),
  })
  return { app, close: () => db.close() }
}
