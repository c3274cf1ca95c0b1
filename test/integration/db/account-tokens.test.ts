import { randomBytes } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tokenLease } from '#db/account/token-lease.ts'
import { openPool, type Role, type Sql } from '#db/connection/open-pool.ts'
import type { TokenKey } from '#domain/ports/token-storage.ts'
import { oneTimeTokens } from '#test/support/one-time-tokens.ts'
import { openTestDatabase, type TestDatabase } from '#test/support/test-database.ts'
import { createTokenStore } from '#workers/adapters/credentials/create-token-store.ts'

const EXPIRED_MS = -1000
const sealingKey = randomBytes(32)

let database: TestDatabase
const pools: Sql[] = []
const pool = (role: Role = 'mandate_worker') => {
  const opened = openPool({ url: database.url, role, max: 4, applicationName: 'account-tokens' })
  pools.push(opened)
  return opened
}
/** A store as a process of its own has it. */
const store = () => createTokenStore({ storage: tokenLease(pool()), sealingKey })

beforeAll(async () => {
  database = await openTestDatabase()
  const [{ there } = { there: null }] = await database.owner<{ there: string | null }[]>`
    SELECT to_regclass('account_tokens')::text AS there`
  const [migration = ''] = globSync('db/migrations/*_account_tokens.sql')
  if (there === null) await database.owner.unsafe(readFileSync(migration, 'utf8'))
})
afterAll(async () => {
  await Promise.all(pools.map(opened => opened.end({ timeout: 1 })))
  await database.drop()
})

const accountOf = (account = 'demo') => ({ tenantId: uuid(), account, kind: 'user' }) as const
const keyOf = ({ tenantId, account }: ReturnType<typeof accountOf>): TokenKey => ({
  tenantId,
  account,
  platform: 'TWITTER',
})

describe('an expired token that 50 ask for at once, in two processes', () => {
  it('is renewed by one request, and nobody uses the old refresh token again', async () => {
    const stores = [store(), store()]
    const endpoint = oneTimeTokens(EXPIRED_MS)
    const account = accountOf()
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, caller) =>
        stores[caller % 2]?.tokensOf('TWITTER', account, endpoint.seed, endpoint.renew),
      ),
    )
    expect(endpoint.used).toEqual(['refresh-0'])
    expect(new Set(all.map(tokens => tokens?.accessToken))).toEqual(new Set(['access-1']))
  })

  it('is renewed by one request as well where all of them were told that it is refused', async () => {
    const stores = [store(), store()]
    const endpoint = oneTimeTokens(EXPIRED_MS)
    const account = accountOf()
    const ask = (caller: number, rejected?: string) =>
      stores[caller % 2]?.tokensOf('TWITTER', account, endpoint.seed, endpoint.renew, rejected)
    await ask(0)
    const all = await Promise.all(Array.from({ length: 50 }, (_, caller) => ask(caller, 'access-1')))
    expect(endpoint.used).toEqual(['refresh-0', 'refresh-1'])
    expect(new Set(all.map(tokens => tokens?.accessToken))).toEqual(new Set(['access-2']))
  })

  it('of two tenants is two tokens', async () => {
    const tokens = store()
    const [mine, other] = [oneTimeTokens(EXPIRED_MS), oneTimeTokens(EXPIRED_MS)]
    await Promise.all([
      tokens.tokensOf('TWITTER', accountOf(), mine.seed, mine.renew),
      tokens.tokensOf('TWITTER', accountOf(), other.seed, other.renew),
    ])
    expect([mine.used, other.used]).toEqual([['refresh-0'], ['refresh-0']])
  })
})

describe('the lease', () => {
  it('is held by one until it is released, ended by a save, or has run out', async () => {
    const [one, other] = [tokenLease(pool()), tokenLease(pool())]
    const key = keyOf(accountOf())
    const held = await one.lease(key, 60_000)
    expect(held).toMatchObject({ sealed: undefined, version: 0 })
    expect(await other.lease(key, 60_000)).toBeUndefined()
    await one.release(key, held?.lease ?? '')
    expect(await other.lease(key, 60_000)).toMatchObject({ version: 0 })
    expect(await other.save(key, 'sealed', 0)).toBe(true)
    const short = await one.lease(key, 1)
    expect(short).toMatchObject({ sealed: 'sealed', version: 1 })
    await database.owner`SELECT pg_sleep(0.01)`
    expect(await other.lease(key, 60_000)).toMatchObject({ version: 1 })
  })

  it('is not ended by whoever had it before', async () => {
    const [one, other] = [tokenLease(pool()), tokenLease(pool())]
    const key = keyOf(accountOf())
    const late = await one.lease(key, 1)
    await database.owner`SELECT pg_sleep(0.01)`
    await other.lease(key, 60_000)
    await one.release(key, late?.lease ?? '')
    expect(await one.lease(key, 60_000)).toBeUndefined()
  })

  it('does not let a late save replace a newer one', async () => {
    const storage = tokenLease(pool())
    const key = keyOf(accountOf())
    await storage.lease(key, 60_000)
    expect(await storage.save(key, 'first', 0)).toBe(true)
    expect(await storage.save(key, 'late', 0)).toBe(false)
    expect(await storage.load(key)).toEqual({ sealed: 'first', version: 1 })
  })
})

it('what is stored shows no token, and opens for no other account', async () => {
  const endpoint = oneTimeTokens(EXPIRED_MS)
  const [account, other] = [accountOf(), accountOf()]
  await store().tokensOf('TWITTER', account, endpoint.seed, endpoint.renew)
  const [row] = await database.owner<{ sealed: string }[]>`
    SELECT sealed FROM account_tokens WHERE tenant_id = ${account.tenantId}`
  expect(row?.sealed).toMatch(/^v1\./)
  expect(row?.sealed).not.toContain('access')
  await database.owner`
    INSERT INTO account_tokens (tenant_id, platform, account, sealed, version)
    VALUES (${other.tenantId}, 'TWITTER', ${other.account}, ${row?.sealed ?? ''}, 1)`
  await expect(store().tokensOf('TWITTER', other, endpoint.seed, endpoint.renew)).rejects.toThrow('can’t be opened')
})

it.each<Role>(['mandate_api', 'mandate_api_writer', 'mandate_ops'])('%s can’t even look', async role => {
  await expect(tokenLease(pool(role)).load(keyOf(accountOf()))).rejects.toThrow('permission denied')
})
