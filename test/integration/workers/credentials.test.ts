// Credentials reach the platform and nothing else: no log line, no job, no row tells them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest'
import type { ActionStatus } from '#domain/action/action-status.ts'
import type { Actor } from '#domain/actor.ts'
import { openRedis } from '#queues/redis/open-redis.ts'
import { openWorkerRig, type WorkerRig } from '#test/support/worker-rig.ts'
import { oauth1Of, startXEmulator, type XEmulator } from '#test/support/x-emulator.ts'

const ANN: Actor = { sub: 'ann', principal: 'human' }
const BOB: Actor = { sub: 'bob', principal: 'human' }
const ACCOUNT = 'brand'

let rig: WorkerRig
let x: XEmulator
let dir: string
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mandate-credentials-'))
  x = await startXEmulator(dir)
  rig = await openWorkerRig({ PLATFORM_TWITTER_URL: x.url, CREDENTIALS_DIR: dir, PLATFORMS_EMULATED: '0' })
  await rig.ledger.accounts.put(
    rig.tenantId,
    { platform: 'TWITTER', account: ACCOUNT, kind: 'user', credentialsRef: `file:${join(dir, 'brand.json')}` },
    ANN,
    undefined,
  )
})
afterAll(async () => {
  await rig.close()
  await x.close()
  rmSync(dir, { recursive: true, force: true })
})

const SECRETS = oauth1Of(ACCOUNT)
const keep = (secret: object) =>
  writeFileSync(join(dir, 'brand.json'), JSON.stringify({ tenant_id: rig.tenantId, ...secret }))
const account = () => rig.ledger.accounts.view(rig.tenantId, 'TWITTER', ACCOUNT)
const checked = async (isClosed: boolean) => {
  await rig.ledger.accounts.check(rig.tenantId, 'TWITTER', ACCOUNT, undefined)
  await vi.waitFor(async () => expect((await account())?.closedUntil !== undefined).toBe(isClosed), { timeout: 8000 })
}

async function run(text: string): Promise<string> {
  const id = uuid()
  const view = await rig.ledger.actions.propose(
    {
      ...{ id, tenantId: rig.tenantId, platform: 'TWITTER', account: ACCOUNT, payload: { content_text: text } },
      ...{ governanceHash: 'g', execution: 'on_command', preflight: [] },
    },
    { actor: ANN },
  )
  const loaded = await rig.ledger.actions.load(rig.tenantId, id)
  if (view === 'key_taken' || loaded === undefined) throw new Error('not proposed')
  const approval = { type: 'approve', by: BOB, digest: view.action.digest ?? '' } as const
  await rig.ledger.actions.command(loaded, approval, { actor: BOB })
  await rig.execute(id)
  return id
}
const until = (id: string, status: ActionStatus) =>
  vi.waitFor(
    async () => {
      const view = await rig.ledger.actions.view({ tenantId: rig.tenantId }, id)
      expect(view?.action.status).toBe(status)
    },
    { timeout: 15_000, interval: 50 },
  )

it('refused ones close the account and its actions wait; mended and checked, they go', async () => {
  keep({ ...SECRETS, access_token_secret: 'of-somebody-else' })
  const id = await run('waits for good credentials')
  await vi.waitFor(async () => expect((await account())?.closedReason).toMatch(/refused|token|credentials/i), {
    timeout: 15_000,
  })
  const waiting = await rig.ledger.actions.waits({ tenantId: rig.tenantId }, id)
  expect(waiting?.accountClosed).toBeDefined()
  expect(await x.published()).toEqual([])
  keep(SECRETS)
  await checked(false)
  await until(id, 'COMPLETED')
  expect((await x.published()).map(post => post.text)).toEqual(['waits for good credentials'])
})

it('stand in no log line, no row and no job, whether they are accepted or refused', async () => {
  keep(SECRETS)
  await checked(false)
  await until(await run('told to the platform alone'), 'COMPLETED')
  await x.fault({ fault: 'error_500', times: 1 })
  await until(await run('lost on the way'), 'OUTCOME_UNKNOWN')
  keep({ ...SECRETS, consumer_secret: 'wrong' })
  await checked(true)
  const found = [JSON.stringify(rig.log), await everyRow(), await everyJob()].map(text =>
    Object.values(SECRETS).filter(secret => text.includes(secret)),
  )
  expect(found).toEqual([[], [], []])
  expect(await everyRow()).toContain('told to the platform alone') // it would have been found
})

async function everyRow(): Promise<string> {
  const tables = await rig.owner<{ name: string }[]>`
    SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('public', 'governance')`
  const texts: string[] = []
  for (const { name } of tables) texts.push(JSON.stringify(await rig.owner.unsafe(`SELECT to_jsonb(t) FROM ${name} t`)))
  return texts.join('\n')
}

async function everyJob(): Promise<string> {
  const redis = openRedis(inject('backing').REDIS_URL ?? '', { name: 'mandate-look', onError: () => {} })
  try {
    if (!('scanStream' in redis)) throw new Error('tests run on a single Redis')
    const texts: string[] = []
    for await (const keys of redis.scanStream({ match: `*${rig.env.REDIS_PREFIX}*` }))
      for (const key of keys as string[]) {
        const dumped = await redis.dumpBuffer(key)
        texts.push(dumped?.toString('latin1') ?? '')
      }
    return texts.join('\n')
  } finally {
    redis.disconnect()
  }
}
