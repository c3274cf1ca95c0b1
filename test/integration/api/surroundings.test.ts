// What an API stands on and must not: it is not ready, and says why in words that an operator understands.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { startRedis } from '#dev/redis.ts'
import { findFreeBase } from '#dev/supervisor/claim-ports.ts'
import { openTestApi } from '#test/support/open-test-api.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function redisWith(settings: Record<string, string>): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mandate-surroundings-'))
  const server = await startRedis({ dataDir, port: await findFreeBase(1), settings })
  closing.push(
    () => rm(dataDir, { recursive: true }),
    () => server.stop(),
  )
  return server.url
}

async function readiness(...settings: Parameters<typeof openTestApi>) {
  const api = await openTestApi(...settings)
  closing.push(() => api.close())
  const { status, body } = await api.call('GET', '/readyz', { as: '' })
  return { status, setup: body.checks.setup }
}

describe('an API', () => {
  it('that stands on what it should is ready', async () => {
    expect(await readiness()).toEqual({ status: 200, setup: 'ok' })
  })

  it('whose login is a superuser is not ready', async () => {
    const { status, setup } = await readiness(async database => ({ DATABASE_URL: database.ownerUrl }))
    expect(status).toBe(503)
    expect(setup).toMatch(/^the login \S+ of DATABASE_URL is a superuser, and so could rewrite the trail/)
  })

  it('whose Redis throws keys away is not ready', async () => {
    const REDIS_URL = await redisWith({ 'maxmemory-policy': 'allkeys-lru' })
    const { status, setup } = await readiness({ REDIS_URL })
    expect(status).toBe(503)
    expect(setup).toMatch(/^Redis throws keys away when its memory is full \(maxmemory-policy allkeys-lru\)/)
  })

  it('whose Redis keeps no log is not ready in production, unless replicas keep it', async () => {
    const REDIS_URL = await redisWith({ appendonly: 'no' })
    const needed = await readiness({ REDIS_URL, REDIS_LOG_REQUIRED: '1' })
    expect(needed.status).toBe(503)
    expect(needed.setup).toMatch(/^Redis keeps no log of its writes/)
    expect(await readiness({ REDIS_URL })).toEqual({ status: 200, setup: 'ok' })
  })
})
