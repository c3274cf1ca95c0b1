// Everything around a campaign but the worker: ledger as the API opens it, scripted upstreams, the MOCK emulator, people.
import { createHash } from 'node:crypto'
import { decodeJwt } from 'jose'
import postgres from 'postgres'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { CommandRequest } from '#contracts/upstream/enterprise.ts'
import { type Ledger, openLedger } from '#db/ledger.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { LoadedAction } from '#domain/ports/action-ledger.ts'
import type { CampaignView } from '#domain/ports/campaign-ledger.ts'
import { hasFastPath } from '#domain/step.ts'
import { createDispatcher } from '#queues/dispatcher.ts'
import { openRedis } from '#queues/redis/open-redis.ts'
import { REDIS_SETTINGS } from '#queues/redis/redis-settings.ts'
import { createTouchPublisher } from '#queues/touched.ts'
import { type MockEmulator, startMockEmulator } from './mock-emulator.ts'
import { type People, type PeopleOptions, startPeople } from './people.ts'
import { type ScriptedUpstreams, startScriptedUpstreams } from './scripted-upstreams.ts'

export interface CampaignRigOptions {
  databaseUrl: string
  /** Past a pooler; absent: there is none. */
  directUrl?: string
  ownerUrl: string
  redisUrl: string
  /** Further settings of where Redis is. */
  redisSettings?: Record<string, string>
  prefix: string
  /** Where the emulator keeps what was published. */
  dataDir: string
}

export interface NewCampaignOptions {
  accounts?: string[]
  maxRetries?: number
  budgetMinor?: number
  start?: boolean
}

export interface CampaignRig {
  tenantId: string
  ledger: Ledger
  /** As the owner: for looking. */
  owner: postgres.Sql
  upstreams: ScriptedUpstreams
  emulator: MockEmulator
  /** Settings of a worker in this rig. */
  env: Record<string, string>
  /** Creates and starts campaigns. @returns their ids */
  campaigns(count: number, options?: NewCampaignOptions): Promise<string[]>
  view(id: string): Promise<CampaignView>
  command(id: string, command: Parameters<Ledger['campaigns']['command']>[1]): Promise<CampaignView>
  /** Has enterprise command an approved action, as one from outside would be accepted. @returns it afterwards */
  execute(actionId: string): Promise<LoadedAction>
  /** How many campaigns stand in each stored status. */
  standing(): Promise<Record<string, number>>
  people(decide?: PeopleOptions['decide']): People
  close(): Promise<void>
}

export const ANN = { actor: { sub: 'ann', principal: 'human' as const } }

export async function openCampaignRig(options: CampaignRigOptions): Promise<CampaignRig> {
  const { databaseUrl, directUrl = databaseUrl, ownerUrl, redisUrl, redisSettings = {}, prefix, dataDir } = options
  const tenantId = uuid()
  const owner = postgres(ownerUrl, { max: 2, connect_timeout: 5, onnotice: () => {} })
  const upstreams = await startScriptedUpstreams()
  const emulator = await startMockEmulator(dataDir)
  const place = z.object(REDIS_SETTINGS).parse({ REDIS_URL: redisUrl, ...redisSettings })
  const redis = openRedis(place, { name: 'mandate-test', onError: () => {} })
  const dispatcher = createDispatcher({ redis, prefix, onError: () => {} })
  const touch = createTouchPublisher(redis, prefix)
  const ledger = openLedger({
    databaseUrl,
    accounts: { createOnFirstUse: true, shared: new Set() },
    hint: (steps, touched) => {
      const due = steps.filter(step => hasFastPath(step.kind) && !step.dueInMs)
      void dispatcher.dispatch(due.map(step => ({ ...step, run: 1 })))
      touch(touched)
    },
  })
  const startedPeople: People[] = []

  const rig: CampaignRig = {
    tenantId,
    ledger,
    owner,
    upstreams,
    emulator,
    env: {
      DATABASE_URL: databaseUrl,
      DATABASE_DIRECT_URL: directUrl,
      ...{ REDIS_URL: redisUrl, ...redisSettings },
      REDIS_PREFIX: prefix,
      ACCOUNTS_ON_FIRST_USE: '1',
      RECONCILE_QUIET_MS: '1000',
      STAGE_TIMEOUT_MS: '5000',
      S3_ENDPOINT: 'http://127.0.0.1:1',
      S3_ACCESS_KEY_ID: 'none',
      S3_SECRET_ACCESS_KEY: 'none',
      PLATFORMS_EMULATED: '1',
      PLATFORM_MOCK_URL: emulator.url,
      ...upstreams.env,
    },
    async campaigns(count, { accounts = ['demo'], maxRetries = 3, budgetMinor = 50_000, start = true } = {}) {
      const created = Array.from({ length: count }, () => ({
        id: uuid(),
        executionId: uuid(),
        tenantId,
        brief: { objective: 'sell coffee', budget: { amount_minor: budgetMinor, currency: 'EUR' } },
        channels: accounts.map(account => ({ platform: 'MOCK', account })),
        metadata: {},
        maxRetries,
        start,
      }))
      for (let from = 0; from < created.length; from += 50)
        await ledger.campaigns.create(created.slice(from, from + 50), ANN)
      return created.map(campaign => campaign.id)
    },
    async view(id) {
      const view = await ledger.campaigns.view({ tenantId }, id)
      if (view === undefined) throw new Error(`no campaign ${id}`)
      return view
    },
    async command(id, command) {
      for (;;) {
        const loaded = await ledger.campaigns.load(tenantId, id)
        if (loaded === undefined) throw new Error(`no campaign ${id}`)
        const written = await ledger.campaigns.command(loaded, command, ANN)
        if (written !== 'conflict' && written !== 'key_taken') return written
      }
    },
    async execute(actionId) {
      const loaded = await ledger.actions.load(tenantId, actionId)
      if (loaded === undefined) throw new Error(`no action ${actionId}`)
      const { action, view } = loaded
      const digest = action.digest ?? ''
      const issued = await upstreams.signer.sign({
        ...{ action_id: action.id, tenant_id: tenantId, platform: action.platform, digest },
        ...{ payload: view.payload, governance_hash: view.governanceHash },
      } as CommandRequest)
      const [publicKey] = upstreams.signer.jwks.keys
      const { body, signature } = issued
      const { jti = '' } = decodeJwt(JSON.parse(body).command_token)
      const bodySha256 = createHash('sha256').update(body).digest('hex')
      const command = { jti, digest, bodySha256, body, signature, publicKey: publicKey as JsonObject }
      const written = await ledger.actions.execute(loaded, command, ANN)
      if (typeof written === 'string') throw new Error(`not executed: ${written}`)
      const after = await ledger.actions.load(tenantId, actionId)
      if (after === undefined) throw new Error(`no action ${actionId}`)
      return after
    },
    async standing() {
      const rows = await owner<{ status: string; count: number }[]>`
        SELECT status, count(*)::int AS count FROM campaigns WHERE tenant_id = ${tenantId} GROUP BY status`
      return Object.fromEntries(rows.map(row => [row.status, row.count]))
    },
    people(decide) {
      const people = startPeople({ owner, ledger, tenantId, decide })
      startedPeople.push(people)
      return people
    },
    async close() {
      await Promise.all(startedPeople.map(people => people.stop()))
      await Promise.all([upstreams.close(), emulator.close()])
      await ledger.close()
      await dispatcher.close().catch(() => undefined) // Redis may be down by design of the test
      redis.disconnect()
      await owner.end({ timeout: 1 })
    },
  }
  return rig
}
