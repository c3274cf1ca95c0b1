// Builder and guard as they are, in this process on ephemeral ports: what a worker needs to finalize sessions in a test.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { pino } from 'pino'
import { inject } from 'vitest'
import { builderConfig } from '#services/builder/config.ts'
import { createBuilder } from '#services/builder/create-builder.ts'
import { createS3DocumentStore } from '#services/builder/store/create-s3-document-store.ts'
import { guardConfig } from '#services/guard/config.ts'
import { createGuard } from '#services/guard/create-guard.ts'

export interface SealingServices {
  /** SERVICE_BUILDER_URL and SERVICE_GUARD_URL of a worker. */
  env: Record<string, string>
  guardUrl: string
  builderUrl: string
  /** As CONTRACT section 7: the next calls of one of them fail so. */
  fault(of: 'builder' | 'guard', fault: Record<string, unknown>): Promise<void>
  close(): Promise<void>
}

/** @param backing where the object store is */
export async function startSealingServices(
  backing: Record<string, string> = inject('backing'),
): Promise<SealingServices> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mandate-sealing-'))
  const logger = pino({ level: 'silent' })
  const settings = (name: string) => ({ ...backing, DATA_DIR: join(dataDir, name), REFERENCE_KNOBS: '1' })
  const guard = await createGuard(guardConfig(settings('guard')), logger)
  const config = builderConfig(settings('builder'))
  const store = createS3DocumentStore(config)
  const builder = createBuilder({ store, logger, knobs: true, dataDir: config.DATA_DIR })
  const [served, builds] = await Promise.all([listen(guard.app), listen(builder)])
  const urls = { guard: served.url, builder: builds.url }
  return {
    env: { SERVICE_BUILDER_URL: urls.builder, SERVICE_GUARD_URL: urls.guard },
    ...{ guardUrl: urls.guard, builderUrl: urls.builder },
    async fault(of, fault) {
      const response = await fetch(`${urls[of]}/_reference/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fault),
      })
      if (!response.ok) throw new Error(`${of} answered ${response.status}: ${await response.text()}`)
    },
    async close() {
      await Promise.all([served.close(), builds.close()])
      guard.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function listen(app: Hono): Promise<{ url: string; close(): Promise<void> }> {
  const { promise, resolve } = Promise.withResolvers<number>()
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, info => resolve(info.port))
  return {
    url: `http://127.0.0.1:${await promise}`,
    close: () =>
      new Promise(done => {
        server.close(() => done())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
