import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { actionResource } from '#api/resources/action-resource.ts'
import { whyAction } from '#domain/why/why-action.ts'
import { plantQueued } from '#test/support/plant-queued.ts'
import { openWorkerRig, type WorkerRig } from '#test/support/worker-rig.ts'
import { oauth1Of, startXEmulator, type XEmulator } from '#test/support/x-emulator.ts'

const ANN = { sub: 'ann', principal: 'human' } as const

let rig: WorkerRig
let x: XEmulator
let dataDir: string
const secrets: NodeJS.ProcessEnv = {}
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mandate-credentials-'))
  x = await startXEmulator(join(dataDir, 'x'))
  rig = await openWorkerRig({ PLATFORM_TWITTER_URL: x.url, CREDENTIALS_DIR: dataDir }, secrets)
})
afterAll(async () => {
  await rig.close()
  await x.close()
  await rm(dataDir, { recursive: true, force: true })
})

const wrong = (account: string) => ({ ...oauth1Of(account), access_token_secret: 'revoked' })
const until = <T>(what: () => T | Promise<T>) => vi.waitFor(what, { timeout: 40_000, interval: 50 })

async function account(tenantId: string, name: string, credentialsRef: string) {
  const change = { platform: 'TWITTER', account: name, kind: 'user', credentialsRef } as const
  await rig.ledger.accounts.put(tenantId, change, ANN, undefined)
  const view = () => rig.ledger.accounts.view(tenantId, 'TWITTER', name)
  await until(async () => expect(await view()).toMatchObject({ authenticatedAt: expect.any(Date) }))
  return view
}

const plant = (tenantId: string, name: string, count: number) => {
  const text = (n: number) => `${name} says ${n}`
  return plantQueued(rig.owner, rig.upstreams.signer, { count, tenantId, platform: 'TWITTER', accounts: [name], text })
}

const publishedOf = async (name: string) => (await x.published()).filter(post => post.account === name)

async function shown(tenantId: string, id: string) {
  const waits = await rig.ledger.actions.waits({ tenantId }, id)
  if (waits === undefined) throw new Error(`no action ${id}`)
  return { status: actionResource(waits.view).status, why: whyAction(waits, new Date()) }
}

const SOURCES = {
  'env:': {
    ref: () => 'env:MANDATE_CRED_CROWN',
    put: async (value: object) => {
      secrets.MANDATE_CRED_CROWN = JSON.stringify(value)
    },
  },
  'file:': {
    ref: () => `file:${join(dataDir, 'crown.json')}`,
    put: (value: object) => writeFile(join(dataDir, 'crown.json'), JSON.stringify(value)),
  },
}

it.each(['env:', 'file:'] as const)(
  'an account whose %s credentials the platform no longer takes is closed, its posts wait, and go once they are mended',
  async scheme => {
    const { ref, put } = SOURCES[scheme]
    const tenantId = uuid()
    const name = `crown-${scheme.slice(0, -1)}`
    await put(oauth1Of(name))
    const view = await account(tenantId, name, ref())
    await put(wrong(name))
    const ids = await plant(tenantId, name, 5)
    await until(async () =>
      expect((await view())?.closedUntil?.getTime()).toBeGreaterThan(Date.now() + 365 * 86_400_000),
    )
    for (const id of ids)
      await until(async () =>
        expect(await shown(tenantId, id)).toMatchObject({ status: 'RATE_LIMITED', why: { reason: 'ACCOUNT_CLOSED' } }),
      )
    // It opens when somebody mends it, not at a time.
    expect((await shown(tenantId, ids[0] ?? '')).why.until).toBeUndefined()

    // Mended is not enough said: a check that is still refused leaves it closed.
    await rig.ledger.accounts.check(tenantId, 'TWITTER', name, undefined)
    const id = (await view())?.id ?? ''
    await until(async () => expect(await rig.ledger.accounts.isChecking(id)).toBe(false))
    expect((await view())?.closedUntil).toBeDefined()
    expect(await publishedOf(name)).toEqual([])

    await put(oauth1Of(name))
    await rig.ledger.accounts.check(tenantId, 'TWITTER', name, undefined)
    await until(async () => expect(await publishedOf(name)).toHaveLength(5))
    expect((await view())?.closedUntil).toBeUndefined()
  },
)

it('an account whose credentials are nowhere is closed before anything is sent, and no other is', async () => {
  const tenantId = uuid()
  const change = {
    platform: 'TWITTER',
    account: 'bare',
    kind: 'user',
    credentialsRef: 'aws:nowhere',
  } as const
  await rig.ledger.accounts.put(tenantId, change, ANN, undefined)
  const [bare = ''] = await plant(tenantId, 'bare', 1)
  const free = await plant(tenantId, 'free', 3)
  await until(async () => expect(await publishedOf('free')).toHaveLength(free.length))
  await until(async () =>
    expect(await shown(tenantId, bare)).toMatchObject({
      status: 'RATE_LIMITED',
      why: { reason: 'ACCOUNT_CLOSED' },
    }),
  )
  expect((await rig.ledger.actions.view({ tenantId }, bare))?.attempts).toEqual([])
})
