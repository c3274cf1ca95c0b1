import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startRedis } from '#dev/redis.ts'
import { findFreeBase } from '#dev/supervisor/claim-ports.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'mandate-redis-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

async function ask<T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1 })
  try {
    return await question(redis)
  } finally {
    redis.disconnect()
  }
}

describe('startRedis', { timeout: 30_000 }, () => {
  it('appends every second, evicts nothing, takes no snapshots and listens on loopback', async () => {
    const server = await startRedis({ dataDir, port: await findFreeBase(1) })
    try {
      const config = await ask(server.url, async redis => {
        const names = ['appendonly', 'appendfsync', 'maxmemory-policy', 'save', 'bind']
        return Object.fromEntries(
          await Promise.all(names.map(async name => (await redis.config('GET', name)) as [string, string])),
        )
      })
      expect(config).toEqual({
        appendonly: 'yes',
        appendfsync: 'everysec',
        'maxmemory-policy': 'noeviction',
        save: '',
        bind: '127.0.0.1',
      })
    } finally {
      await server.stop()
    }
  })

  it('has after a stop what it had before', async () => {
    const port = await findFreeBase(1)
    const first = await startRedis({ dataDir, port })
    await ask(first.url, redis => redis.set('kept', 'yes'))
    await first.stop()
    const second = await startRedis({ dataDir, port })
    try {
      expect(await ask(second.url, redis => redis.get('kept'))).toBe('yes')
    } finally {
      await second.stop()
    }
  })
})
