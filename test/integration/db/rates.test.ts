import fc from 'fast-check'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Claim, RateWindow } from '#db/attempt/action-claim.ts'
import { type ClaimRig, openClaimRig } from '#test/support/claim-rig.ts'

let rig: ClaimRig
beforeAll(async () => {
  rig = await openClaimRig()
})
afterAll(() => rig.close())
beforeEach(async () => {
  await rig.database.owner`TRUNCATE action_attempts, platform_windows, steps`
})

const tally = (claims: Claim[]) => {
  const counts: Record<string, number> = {}
  for (const { code } of claims) counts[code] = (counts[code] ?? 0) + 1
  return counts
}
const claimAll = (ids: string[], more: Parameters<ClaimRig['claim']>[1] = {}) =>
  Promise.all(ids.map(id => rig.claim(id, more)))

const NOW = Date.parse('2026-03-01T12:00:00.000Z')
const TENANTS = ['0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-00000000000b'] as const

interface Attempt {
  tenant: string
  account: string
  outcome: string
  httpStatus: number | null
  /** Milliseconds before NOW; null: open. */
  endedMs: number | null
}

const attempt: fc.Arbitrary<Attempt> = fc
  .record({
    tenant: fc.constantFrom(...TENANTS),
    account: fc.constantFrom('x', 'y'),
    ended: fc.constantFrom('NOT_SENT', 'ACCEPTED', 'REFUSED_BY_PLATFORM', 'RATE_LIMITED', 'UNKNOWN', 'ABSENT'),
    httpStatus: fc.constantFrom(null, 401),
    isOpen: fc.boolean(),
    endedMs: fc.integer({ min: 0, max: 12_000 }),
  })
  .map(({ ended, isOpen, endedMs, httpStatus, ...place }) =>
    isOpen
      ? { ...place, outcome: 'INTENT', httpStatus: null, endedMs: null }
      : { ...place, outcome: ended, endedMs, httpStatus: ended === 'RATE_LIMITED' ? 429 : httpStatus },
  )

/** What the platform sees: of everybody every call that was made; of one account every post that it may have taken. */
function counts(each: Attempt, of: { tenant: string; account: string } | undefined): boolean {
  if (of === undefined) return each.outcome !== 'NOT_SENT' || each.httpStatus !== null
  const own = each.tenant === of.tenant && each.account === of.account
  return own && each.outcome !== 'NOT_SENT' && each.outcome !== 'RATE_LIMITED'
}

/** The first moment from NOW on, in ms after it, at which fewer than `count` stand in the window; open ones stay. */
function roomInMs(attempts: Attempt[], { count, seconds }: RateWindow): number | undefined | null {
  const spanMs = seconds * 1000
  const used = (atMs: number) =>
    attempts.filter(({ endedMs }) => endedMs === null || -endedMs > atMs - spanMs).length < count
  if (used(0)) return null
  const leaving = attempts.flatMap(({ endedMs }) => (endedMs === null ? [] : [spanMs - endedMs]))
  return leaving.sort((a, b) => a - b).find(atMs => atMs >= 0 && used(atMs))
}

describe('a window', () => {
  it('has room exactly when a plain count says so, of any attempts, for an account and for the platform', async () => {
    const window = fc.record({ count: fc.integer({ min: 1, max: 12 }), seconds: fc.constantFrom(1, 5, 10) })
    await fc.assert(
      fc.asyncProperty(fc.array(attempt, { maxLength: 40 }), window, async (attempts, limit) => {
        await put(attempts)
        for (const of of [undefined, { tenant: TENANTS[0], account: 'x' }, { tenant: TENANTS[1], account: 'y' }]) {
          const expected = roomInMs(
            attempts.filter(each => counts(each, of)),
            limit,
          )
          const [row] = await rig.sql<{ ms: number | null }[]>`
            SELECT (extract(epoch FROM governance.room_at('MOCK', ${of?.account ?? null}, ${of?.tenant ?? null}::uuid,
              ${JSON.stringify(limit)}::text::jsonb, ${new Date(NOW)}::timestamptz) - ${new Date(NOW)}::timestamptz) * 1000)::int AS ms`
          // Nobody knows when an open one ends: it is looked at again in a second. No wait is shorter than 20 ms.
          expect(row?.ms).toBe(expected === null ? null : expected === undefined ? 1000 : Math.max(20, expected))
        }
      }),
      { numRuns: 150 },
    )
  })

  const put = async (attempts: Attempt[]) => {
    await rig.database.owner`TRUNCATE action_attempts`
    const rows = attempts.map(({ endedMs, ...each }) => ({
      ...{ tenant: each.tenant, account: each.account, outcome: each.outcome, http_status: each.httpStatus },
      ended_at: endedMs === null ? null : new Date(NOW - endedMs).toISOString(),
    }))
    await rig.database.owner`
      INSERT INTO action_attempts (id, tenant_id, action_id, phase, fence, platform, account, fingerprint, outcome, sender,
        postmaster_start, started_at, deadline_at, ended_at, http_status)
      SELECT gen_random_uuid(), tenant, gen_random_uuid(), 'publish', 1, 'MOCK', account, 'f', outcome, 's',
        now(), ${new Date(NOW - 60_000)}, now(), ended_at, http_status
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
        AS t(tenant uuid, account text, outcome text, ended_at timestamptz, http_status int)`
  }
})

describe('of 32 claims at once', () => {
  it('as many hold as the window of their account takes, and the account is closed for the others', async () => {
    const tenantId = uuid()
    const ids = await rig.plant({ count: 32, tenantId, accounts: ['full'] })
    const claims = await claimAll(ids, { accountWindow: { count: 5, seconds: 60 } })
    const { CLAIMED, ...others } = tally(claims)
    expect(CLAIMED).toBe(5)
    expect(Object.keys(others).sort()).toEqual(['ACCOUNT_CLOSED', 'PLATFORM_LIMIT'])
    const [account] = await rig.database.owner`SELECT closed_reason FROM accounts WHERE tenant_id = ${tenantId}`
    expect(account).toEqual({ closed_reason: 'its window is full' })
  })

  it('as many hold as the window of the whole platform takes, of 32 accounts of 32 tenants', async () => {
    const ids = (await Promise.all(Array.from({ length: 32 }, () => rig.plant({ count: 1 })))).flat()
    expect(tally(await claimAll(ids, { appWindow: { count: 7, seconds: 60 } }))).toEqual({
      CLAIMED: 7,
      PLATFORM_LIMIT: 25,
    })
  })

  it('what they may spend stays under the ceiling of their account', async () => {
    const tenantId = uuid()
    const ids = await rig.plant({
      count: 32,
      tenantId,
      accounts: ['rich'],
      payload: { budget_bid: 30, currency: 'EUR' },
    })
    await limit(tenantId, { budget: { amount_minor: 10_000, seconds: 3600 } })
    expect(tally(await claimAll(ids))).toEqual({ CLAIMED: 3, BUDGET: 29 })
    const [spent] = await rig.database.owner`SELECT sum(amount_minor)::int AS minor FROM action_attempts`
    expect(spent).toEqual({ minor: 9000 })
  })
})

describe('a budget', () => {
  it('lets go again as soon as enough has left its window, and what was refused or absent spends nothing', async () => {
    const tenantId = uuid()
    const payload = { budget_bid: 40 }
    const [a = '', b = '', c = '', d = ''] = await rig.plant({ count: 4, tenantId, accounts: ['one'], payload })
    await limit(tenantId, { budget: { amount_minor: 10_000, seconds: 1000 } })
    const [first, second] = [await rig.claim(a), await rig.claim(b)]
    await rig.end(first, 'ACCEPTED', { agoMs: 985_000 })
    await rig.end(second, 'ACCEPTED', { agoMs: 500_000 })
    const held = await rig.claim(c)
    expect(held.code).toBe('BUDGET')
    const [row] = await rig.database.owner<{ ms: number }[]>`
      SELECT (extract(epoch FROM ${held.until ?? null}::timestamptz - ended_at) * 1000)::int AS ms
      FROM action_attempts WHERE id = ${first.attemptId}`
    expect([999_999, 1_000_000]).toContain(row?.ms) // a Date has no microseconds
    await rig.end(second, 'ABSENT', { agoMs: 500_000 })
    expect((await rig.claim(c)).code).toBe('CLAIMED')
    expect((await rig.claim(d)).code).toBe('BUDGET')
    await rig.end(first, 'ACCEPTED', { agoMs: 1_000_001 })
    expect((await rig.claim(d)).code).toBe('CLAIMED')
  })

  it('refuses for good what alone is above it', async () => {
    const tenantId = uuid()
    const [id = ''] = await rig.plant({ count: 1, tenantId, payload: { budget_bid: 100.01 } })
    await limit(tenantId, { budget: { amount_minor: 10_000, seconds: 10 } })
    expect((await rig.claim(id)).code).toBe('OVER_BUDGET')
  })
})

async function limit(tenantId: string, limits: object): Promise<void> {
  await rig.database
    .owner`UPDATE accounts SET limits = ${JSON.stringify(limits)}::text::jsonb WHERE tenant_id = ${tenantId}`
}
