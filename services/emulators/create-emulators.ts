// Puts the emulated platforms, each with its own world and knobs, under their paths in one application.
import { join } from 'node:path'
import { Hono } from 'hono'
import type { Logger } from 'pino'
import { createService } from '#services/kernel/create-service.ts'
import type { EmulatedPlatform, EmulatedWorld } from './emulated-platform.ts'
import { mountEmulatorKnobs } from './emulator-knobs.ts'
import { createFaults } from './faults.ts'
import { createLimits } from './limits.ts'
import { openPublishedLog } from './published-log.ts'

export interface Emulators {
  app: Hono
  close(): Promise<void>
}

/** Uploads of media pass through here. */
const MAX_BODY_BYTES = 64 * 1024 * 1024

/** The logs lie in `dataDir`, one file a platform. */
export async function createEmulators(
  platforms: readonly EmulatedPlatform[],
  dataDir: string,
  logger: Logger,
  now: () => Date = () => new Date(),
): Promise<Emulators> {
  const worlds: [EmulatedPlatform, EmulatedWorld][] = []
  for (const platform of platforms) {
    const log = await openPublishedLog(join(dataDir, `${platform.path}.published.jsonl`))
    if (log.tornBytes > 0) logger.warn({ event: 'torn-line-cut', platform: platform.path, bytes: log.tornBytes })
    worlds.push([platform, { log, faults: createFaults(), limits: createLimits(platform.limits), dataDir, now }])
  }
  const app = createService({
    name: 'emulators',
    version: '1',
    logger,
    knobs: false,
    idempotent: false,
    maxBodyBytes: MAX_BODY_BYTES,
    routes(app) {
      for (const [platform, world] of worlds) {
        const own = new Hono()
        mountEmulatorKnobs(own, world)
        platform.routes(own, world)
        app.route(`/${platform.path}`, own)
      }
    },
    selfChecks: worlds.map(([{ path }, { limits }]) => ({
      name: `${path} tells its limits`,
      async run(call) {
        const expected = limits.get()
        const got = await call(`/${path}/_emulator/limits`, undefined)
        return { ok: JSON.stringify(got) === JSON.stringify(expected), expected, got }
      },
    })),
    health: async () => ({
      published: Object.fromEntries(worlds.map(([{ path }, { log }]) => [path, log.all().length])),
    }),
  })
  return {
    app,
    async close() {
      await Promise.all(worlds.map(([, { log }]) => log.close()))
    },
  }
}
