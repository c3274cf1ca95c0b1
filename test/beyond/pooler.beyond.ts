// Postgres behind PgBouncer in transaction mode, with fewer server connections than there are clients.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import postgres from 'postgres'
import { Registry } from 'prom-client'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openPool, type Role } from '#db/connection/open-pool.ts'
import { pooledLogin } from '#db/connection/pooled-login.ts'
import { withReader } from '#db/connection/with-reader.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { allSettled, expectExactlyOnce } from '#test/support/campaign-proof.ts'
import { ANN, type CampaignRig, openCampaignRig } from '#test/support/campaign-rig.ts'
import { type PgBouncer, startPgBouncer } from '#test/support/start-pgbouncer.ts'
import { openTestDatabase, type TestDatabase, testPrefix } from '#test/support/test-database.ts'
import { workerConfig } from '#workers/config.ts'
import { createWorker, type WorkerProcess } from '#workers/create-worker.ts'

const POOL_SIZE = 2
let database: TestDatabase
let bouncer: PgBouncer
let url: string
let dataDir: string
let rig: CampaignRig
beforeAll(async () => {
  database = await openTestDatabase()
  bouncer = await startPgBouncer(database.directUrl, POOL_SIZE)
  url = bouncer.through(database.directUrl)
  await migrateDatabase(database.ownerUrl, url)
  dataDir = await mkdtemp(join(tmpdir(), 'mandate-pooler-'))
  const { directUrl, ownerUrl } = database
  const redisUrl = inject('backing').REDIS_URL ?? ''
  rig = await openCampaignRig({ databaseUrl: url, directUrl, ownerUrl, redisUrl, prefix: testPrefix(), dataDir })
})
afterAll(async () => {
  await rig?.close()
  await bouncer?.stop()
  await database?.drop()
  await rm(dataDir, { recursive: true, force: true })
})

const startWorker = (settings: Record<string, string> = {}): Promise<WorkerProcess> => {
  const config = workerConfig({ ...rig.env, ...settings })
  return createWorker(config, pino({ level: 'silent' }), new Registry())
}
const pool = (role: Role, max = 8) => openPool({ url, role, max, applicationName: 'pooler' })

describe('behind a transaction pooler', () => {
  it('each role has its settings from its login, and no rights but its own', async () => {
    for (const role of ['mandate_api', 'mandate_api_writer', 'mandate_worker', 'mandate_ops'] as const) {
      const sql = pool(role, 1)
      const [row] = await sql`
        SELECT current_user AS login, current_setting('enable_seqscan') AS seqscan,
          current_setting('statement_timeout') AS statement, current_setting('plan_cache_mode') AS plans,
          (SELECT array_agg(r.rolname::text) FROM pg_roles r WHERE r.rolname LIKE 'mandate\\_%' AND NOT r.rolcanlogin
            AND pg_has_role(r.oid, 'USAGE')) AS roles`
      expect(row).toEqual({
        ...{ login: pooledLogin(decodeURIComponent(new URL(url).username), role), seqscan: 'off' },
        ...{ statement: '5s', plans: 'force_generic_plan', roles: [role] },
      })
      await sql.end()
    }
  })

  it('a tenant never reads as another, whoever had the server connection before', async () => {
    const [mine, other] = [rig.tenantId, uuid()]
    const create = (tenantId: string) => ({
      ...{
        id: uuid(),
        executionId: uuid(),
        tenantId,
        brief: {},
        channels: [],
        metadata: {},
        maxRetries: 0,
        start: false,
      },
    })
    await rig.ledger.campaigns.create([create(mine), create(other)], ANN)
    const read = withReader({ api: pool('mandate_api'), ops: pool('mandate_ops', 1) })
    const tenants = Array.from({ length: 400 }, (_, index) => (index % 2 === 0 ? mine : other))
    const seen = await Promise.all(
      tenants.map(tenantId =>
        read<{ tenant: string }>({ tenantId }, 'SELECT DISTINCT tenant_id AS tenant FROM campaigns', []),
      ),
    )
    expect(seen).toEqual(tenants.map(tenant => [{ tenant }]))
    // Nor does anybody who says no tenant on a connection where one was said.
    const bare = pool('mandate_api', 1)
    const backends = new Set<number>()
    for (let turn = 0; turn < 20; turn++) {
      const [row] = await bare<{ count: number; backend: number }[]>`
        SELECT count(*)::int AS count, pg_backend_pid() AS backend FROM campaigns`
      expect(row?.count).toBe(0)
      backends.add(row?.backend ?? 0)
    }
    expect(backends.size).toBeLessThanOrEqual(POOL_SIZE)
    await bare.end()
  })

  it('a worker without a connection past it is refused in words', async () => {
    await expect(startWorker({ DATABASE_DIRECT_URL: '' })).rejects.toThrow('set DATABASE_DIRECT_URL')
  })

  it('campaigns are finished, each stage and each post once, though the pooler restarts three times', async () => {
    rig.people()
    const worker = await startWorker()
    const watching = postgres(database.ownerUrl, { max: 1 })
    const campaigns = 20
    try {
      await database.owner`DELETE FROM campaigns` // the drafts of the test before
      await rig.campaigns(campaigns, { accounts: ['one', 'two'] })
      for (let strike = 0; strike < 3; strike++) {
        const open = await database.owner`SELECT FROM steps`
        expect(open.length).toBeGreaterThan(0)
        await bouncer.restart()
      }
      await allSettled(rig, { campaigns, channels: 2, withinMs: 120_000 })
      await expectExactlyOnce(rig, { campaigns, channels: 2, withinMs: 120_000 })
      const [sessions] = await watching<{ count: number }[]>`
        SELECT count(*)::int AS count FROM pg_stat_activity WHERE usename = 'mandate_app_worker' AND datname = current_database()`
      expect(sessions?.count).toBeLessThanOrEqual(POOL_SIZE)
    } finally {
      await watching.end()
      await worker.stop(2000)
    }
  })
})
