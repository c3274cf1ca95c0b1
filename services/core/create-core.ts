// Core as one HTTP application: the wiring that its main and its tests share.
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { createService } from '#services/kernel/create-service.ts'
import type { CoreConfig } from './config.ts'
import { coreRoutes } from './core-routes.ts'
import { coreSelfChecks } from './self-checks.ts'
import { chooseEngine } from './speech/choose-engine.ts'

/** Endpoints for speech take no larger files; chunks of sessions are far smaller. */
const MAX_BODY_BYTES = 26 * 1024 * 1024
const SELF_CHECK_MARGIN_MS = 1000

/** Throws SettingsInvalid when the engine asked for is not there. */
export function createCore(config: CoreConfig, logger: Logger): Hono {
  const engine = chooseEngine(config)
  const models = config.CORE_MODELS
  const speechTimeoutMs = config.CORE_SPEECH_TIMEOUT_MS
  return createService({
    name: 'core',
    version: '1.0.0',
    logger,
    knobs: config.REFERENCE_KNOBS,
    dataDir: config.DATA_DIR,
    maxBodyBytes: MAX_BODY_BYTES,
    selfCheckTimeoutMs: speechTimeoutMs + SELF_CHECK_MARGIN_MS,
    routes: app => coreRoutes(app, { engine, models, speechTimeoutMs }),
    selfChecks: coreSelfChecks(engine.name, nameOfOne(models)),
    health: async () => ({ engine: engine.name, models }),
  })
}

/** One that fits. */
function nameOfOne([first = '']: readonly string[]): string {
  return first.replace(/\*$/, 'self-check')
}
