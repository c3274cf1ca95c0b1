// Redis behind sentinels: the primary dies in the middle of work, and a replica that lacks its last writes takes its place.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { allSettled, expectExactlyOnce } from '#test/support/campaign-proof.ts'
import { type CampaignRig, openCampaignRig } from '#test/support/campaign-rig.ts'
import { type RedisSentinels, startRedisSentinels } from '#test/support/redis-sentinels.ts'
import { openTestDatabase, type TestDatabase, testPrefix } from '#test/support/test-database.ts'
import { workerConfig } from '#workers/config.ts'
import { createWorker } from '#workers/create-worker.ts'

let database: TestDatabase
let redis: RedisSentinels
let dataDir: string
let rig: CampaignRig
beforeEach(async () => {
  ;[database, redis] = await Promise.all([openTestDatabase(), startRedisSentinels()])
  dataDir = await mkdtemp(join(tmpdir(), 'mandate-sentinel-'))
  const redisUrl = 'redis://127.0.0.1:1' // only its scheme counts
  const { url: databaseUrl, directUrl, ownerUrl } = database
  const place = { redisUrl, redisSettings: redis.settings, prefix: testPrefix() }
  rig = await openCampaignRig({ ...{ databaseUrl, directUrl, ownerUrl, dataDir }, ...place })
})
afterEach(async () => {
  await rig?.close()
  await redis?.close()
  await database?.drop()
  await rm(dataDir, { recursive: true, force: true })
})

const startWorker = () => createWorker(workerConfig(rig.env), pino({ level: 'silent' }), new Registry())

it('campaigns are finished, each stage and each post once, though the primary dies in the middle', async () => {
  rig.people()
  const worker = await startWorker()
  const size = { campaigns: 20, channels: 2, withinMs: 120_000 }
  try {
    await rig.campaigns(size.campaigns, { accounts: ['one', 'two'] })
    await vi.waitFor(
      async () => expect((await database.owner`SELECT FROM campaign_results`).length).toBeGreaterThan(5),
      {
        ...{ timeout: 30_000, interval: 20 },
      },
    )
    await redis.cutOff()
    await redis.killPrimary()
    await allSettled(rig, size)
    await expectExactlyOnce(rig, size)
  } finally {
    await worker.stop(2000)
  }
})

it('what the promoted replica was never told is delivered again at once, though its epoch says ok', async () => {
  const first = await startWorker()
  const epoch = async () =>
    Promise.all([
      redis.replica.get(`${rig.env.REDIS_PREFIX}:epoch`),
      redis.replica.get(`${rig.env.REDIS_PREFIX}:epoch:of`),
    ])
  await vi.waitFor(async () => expect(await epoch()).toEqual(['ok', expect.stringMatching(/^[0-9a-f]{40}$/)]), 20_000)
  await first.stop(2000)
  await redis.cutOff()
  await rig.campaigns(3)
  await vi.waitFor(async () => expect(await redis.primary.keys('*:wait')).not.toEqual([]), 10_000)
  // As of steps that nobody came to for long.
  await database.owner`UPDATE steps SET check_at = clock_timestamp() + interval '1 hour', checks = 20`
  await redis.killPrimary()
  expect((await epoch())[0]).toBe('ok')
  const second = await startWorker()
  try {
    const left = async () => (await database.owner`SELECT FROM campaign_results`).length
    await vi.waitFor(async () => expect(await left()).toBeGreaterThanOrEqual(3), { timeout: 30_000, interval: 100 })
  } finally {
    await second.stop(2000)
  }
})
