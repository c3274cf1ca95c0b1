import { Redis } from 'ioredis'
import { v7 as uuid } from 'uuid'
import { describe, expect, inject, it, type TestContext, vi } from 'vitest'
import { actionResource } from '#api/resources/action-resource.ts'
import { whyAction } from '#domain/why/why-action.ts'
import type { Arrival } from '#test/support/mock-emulator.ts'
import { type PlantOptions, plantQueued } from '#test/support/plant-queued.ts'
import { openWorkerRig, type WorkerRig } from '#test/support/worker-rig.ts'

/** Tests here run side by side: what one opens is closed by its own end. */
async function open({ onTestFinished }: TestContext, env: Record<string, string> = {}) {
  const rig = await openWorkerRig(env)
  onTestFinished(() => rig.close())
  const plant = (options: PlantOptions) => plantQueued(rig.owner, rig.upstreams.signer, options)
  return { rig, plant }
}

const until = <T>(what: () => T | Promise<T>) => vi.waitFor(what, { timeout: 50_000, interval: 50 })

const publishedOf = async (rig: WorkerRig, ids: string[]) => {
  const wanted = new Set(ids)
  return (await rig.emulator.published()).filter(post => wanted.has(post.action_id ?? ''))
}
const untilPublished = (rig: WorkerRig, ids: string[]) =>
  until(async () => expect(await publishedOf(rig, ids)).toHaveLength(ids.length))

async function shown(rig: WorkerRig, tenantId: string, id: string) {
  const waits = await rig.ledger.actions.waits({ tenantId }, id)
  if (waits === undefined) throw new Error(`no action ${id}`)
  const { status, retry_at } = actionResource(waits.view)
  return { status, retry_at, why: whyAction(waits, new Date()).reason }
}

/** The most that came within any span of so long, as the platform saw it. */
function mostWithin(arrivals: readonly Arrival[], spanMs: number): number {
  const times = arrivals.map(({ atMs }) => atMs).sort((a, b) => a - b)
  return Math.max(...times.map((from, index) => times.slice(index).filter(at => at - from <= spanMs).length))
}

describe.concurrent('an account that is answered 429', () => {
  it('waits, and shows it, while another account of the tenant and one of another tenant go on', async context => {
    const { rig, plant } = await open(context)
    await rig.emulator.fault({ fault: 'rate_limit', reset_seconds: 3600, times: 2, match: { account: 'a' } })
    const tenantId = uuid()
    const held = await plant({ count: 20, tenantId, accounts: ['a'] })
    const free = [
      ...(await plant({ count: 30, tenantId, accounts: ['b'] })),
      ...(await plant({ count: 30, accounts: ['c'] })),
    ]
    await untilPublished(rig, free)
    // Two of an account may be on their way at once: the second was sent before the first was answered, or never.
    expect(rig.emulator.arrivals.filter(({ account }) => account === 'a').length).toBeLessThanOrEqual(2)
    const [row] = await rig.owner`SELECT closed_until FROM accounts WHERE account = 'a'`
    await until(async () => {
      for (const id of held)
        expect(await shown(rig, tenantId, id)).toEqual({
          status: 'RATE_LIMITED',
          retry_at: row?.closed_until.toISOString(),
          why: 'ACCOUNT_CLOSED',
        })
    })
    expect(await publishedOf(rig, held)).toEqual([])
  })

  it('gets no call before the time that the platform named, and then all that waits goes, the limited one first', async context => {
    const { rig, plant } = await open(context)
    const tenantId = uuid()
    await rig.emulator.fault({ fault: 'rate_limit', reset_seconds: 5, times: 1, match: { account: 'a' } })
    const [first = ''] = await plant({ count: 1, tenantId, accounts: ['a'] })
    const opensMs = await until(async () => {
      const { status, retry_at } = await shown(rig, tenantId, first)
      expect(status).toBe('RATE_LIMITED')
      return Date.parse(retry_at ?? '')
    })
    const others = await plant({ count: 12, tenantId, accounts: ['a'] })
    await untilPublished(rig, [first, ...others])
    const [limited, ...later] = rig.emulator.arrivals.filter(({ account }) => account === 'a')
    expect(limited?.atMs).toBeLessThan(opensMs)
    expect(later).toHaveLength(13)
    for (const { atMs } of later) expect(atMs).toBeGreaterThanOrEqual(opensMs)
    // By their claims: two are under way at once, and which is published first is the platform's business.
    const claimed = await rig.owner<{ action: string }[]>`
      SELECT action_id AS action FROM action_attempts WHERE action_id = ANY(${[first, ...others]}) AND started_at >= ${new Date(opensMs)}
      ORDER BY started_at LIMIT 2`
    expect(claimed.map(({ action }) => action)).toContain(first)
  })
})

describe.concurrent('a limit is never passed in any sliding window, as the platform sees it:', () => {
  it('of the whole platform, with many accounts and tenants, two workers, an emptied Redis and a restart', async context => {
    const { rig, plant } = await open(context, { RATE_MOCK: '20/2' })
    await rig.startWorker()
    const third = await rig.startWorker()
    await rig.emulator.fault({ fault: 'rate_limit', reset_seconds: 1, times: 3 })
    const startedMs = Date.now()
    const ids: string[] = []
    for (let tenant = 0; tenant < 3; tenant++)
      ids.push(...(await plant({ count: 30, accounts: [0, 1, 2, 3].map(n => `account-${tenant}-${n}`) })))
    await until(async () => expect(rig.emulator.arrivals.length).toBeGreaterThan(25))
    await emptyRedis(rig)
    await third.stop(1000)
    await rig.startWorker()
    await untilPublished(rig, ids)
    // Answered 429 or not, it came.
    expect(rig.emulator.arrivals.length).toBe(ids.length + 3)
    expect(mostWithin(rig.emulator.arrivals, 2000)).toBeLessThanOrEqual(20)
    expect(await overfull(rig, 20, 2)).toEqual([])
    tell('20/2 of the platform, 93 calls', rig.emulator.arrivals, startedMs)
  })

  it('of an account that sets one of its own', async context => {
    const { rig, plant } = await open(context)
    await rig.startWorker()
    const tenantId = uuid()
    const change = { platform: 'MOCK', account: 'slow', kind: 'user', credentialsRef: 'env:MANDATE_CRED_X' } as const
    const limits = { posts: { count: 5, seconds: 2 } }
    await rig.ledger.accounts.put(tenantId, { ...change, limits }, { sub: 'ann', principal: 'human' }, undefined)
    const startedMs = Date.now()
    const slow = await plant({ count: 20, tenantId, accounts: ['slow'] })
    const [last = ''] = slow.slice(-1)
    await until(async () => expect(await shown(rig, tenantId, last)).toMatchObject({ why: 'PLATFORM_LIMIT' }))
    await untilPublished(rig, await plant({ count: 10, tenantId, accounts: ['fast'] }))
    await untilPublished(rig, slow)
    const arrivals = rig.emulator.arrivals.filter(({ account }) => account === 'slow')
    expect(mostWithin(arrivals, 2000)).toBeLessThanOrEqual(5)
    tell('5/2 of an account, 20 posts', arrivals, startedMs)
  })
})

describe.concurrent('what sends', () => {
  it('does not wait for thousands of metrics that are due', async context => {
    const { rig, plant } = await open(context, { METRICS_SCHEDULE_S: '0.001,3600' })
    const tenantId = uuid()
    const published = await plant({ count: 1, tenantId, accounts: ['popular'] })
    await untilPublished(rig, published)
    const flood = 3000
    await until(async () => expect(await collected(rig)).toBe(1))
    await completedCopies(rig, published[0] ?? '', flood)
    const another = await plant({ count: 1, accounts: ['another'] })
    await untilPublished(rig, another)
    expect(await collected(rig)).toBeLessThan(flood)
    expect(await dueMetrics(rig)).toBeGreaterThan(0)
  })

  it('does not wait for 500 posts of another tenant on 60 accounts of a slow platform', async context => {
    const { rig, plant } = await open(context)
    await rig.emulator.fault({ fault: 'delay', ms: 300, match: { text_contains: 'flood' } })
    const flood = await plant({ count: 500, accounts: names(60), text: n => `flood ${n}` })
    await until(() => expect(rig.emulator.arrivals.length).toBeGreaterThan(4))
    const before = rig.emulator.arrivals.length
    const another = await plant({ count: 1, accounts: ['another'] })
    await untilPublished(rig, another)
    // Of the 48 that were handed out before it no more than those that were being sent, and a few that came while it was seen.
    const place = rig.emulator.arrivals.findIndex(({ account }) => account === 'another')
    expect(place - before).toBeLessThan(24)
    expect((await publishedOf(rig, flood)).length).toBeLessThan(48)
    await rig.emulator.clearFaults()
  })

  it('stands still under a kill switch, whoever else goes on, and goes on when it is released', async context => {
    const { rig, plant } = await open(context)
    const tenantId = uuid()
    const ann = { sub: 'ann', principal: 'human' } as const
    const target = { scope: 'tenant', tenantId } as const
    await rig.ledger.killSwitches.set({ target, engaged: true, reason: 'wait' }, ann)
    const held = await plant({ count: 10, tenantId, accounts: ['held'] })
    await untilPublished(rig, await plant({ count: 10, accounts: ['free'] }))
    expect(await publishedOf(rig, held)).toEqual([])
    expect(await shown(rig, tenantId, held[0] ?? '')).toMatchObject({ status: 'QUEUED', why: 'KILL_SWITCH' })
    await rig.ledger.killSwitches.set({ target, engaged: false, reason: 'go on' }, ann)
    await untilPublished(rig, held)
  })

  it('waits while the budget of its account is spent, is told so, and goes when it has room; others pass it', async context => {
    const { rig, plant } = await open(context)
    const tenantId = uuid()
    const change = { platform: 'MOCK', account: 'thrifty', kind: 'user', credentialsRef: 'env:MANDATE_CRED_X' } as const
    const limits = { budget: { amount_minor: 10_000, seconds: 4 } }
    await rig.ledger.accounts.put(tenantId, { ...change, limits }, { sub: 'ann', principal: 'human' }, undefined)
    const payload = { budget_bid: 60, currency: 'EUR' }
    const [first = '', second = ''] = await plant({ count: 2, tenantId, accounts: ['thrifty'], payload })
    await until(async () => expect(await publishedOf(rig, [first, second])).toHaveLength(1))
    const held = (await publishedOf(rig, [first, second]))[0]?.action_id === first ? second : first
    await until(async () => expect(await shown(rig, tenantId, held)).toMatchObject({ status: 'QUEUED', why: 'BUDGET' }))
    const free = await plant({ count: 3, tenantId, accounts: ['thrifty'], text: n => `free ${n}` })
    const [above = ''] = await plant({ count: 1, tenantId, accounts: ['thrifty'], payload: { budget_bid: 100.01 } })
    await untilPublished(rig, [first, second, ...free])
    const times = (await publishedOf(rig, [first, second]))
      .map(post => Date.parse(post.received_at))
      .sort((a, b) => a - b)
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(4000)
    const refused = await rig.ledger.actions.view({ tenantId }, above)
    expect(refused).toMatchObject({ action: { status: 'FAILED' }, error: { code: 'OVER_BUDGET' }, attempts: [] })
  })
})

const names = (count: number) => Array.from({ length: count }, (_, index) => `account-${index}`)

/** As FLUSHALL, for the keys of this rig alone: other tests use the same server. */
async function emptyRedis({ env }: WorkerRig): Promise<void> {
  const redis = new Redis(inject('backing').REDIS_URL ?? '')
  // In one go, as FLUSHALL: a job whose queue is deleted a moment after it was put there would swallow every later one.
  await redis.eval(
    "for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end",
    0,
    `*${env.REDIS_PREFIX}*`,
  )
  redis.disconnect()
}

/** Claims that found more than they may have, by the ledger's own account of when each began and ended. */
async function overfull({ owner }: WorkerRig, count: number, seconds: number) {
  const rows = await owner`
    SELECT a.id FROM action_attempts a
    WHERE (SELECT count(*) FROM action_attempts o
      WHERE o.started_at <= a.started_at AND (o.ended_at IS NULL OR o.ended_at > a.started_at - make_interval(secs => ${seconds}))
    ) > ${count}`
  return [...rows]
}

const collected = async ({ owner }: WorkerRig) => {
  const [row] = await owner<{ n: number }[]>`SELECT count(*)::int AS n FROM action_metrics`
  return row?.n ?? 0
}
const dueMetrics = async ({ owner }: WorkerRig) => {
  const [row] = await owner<{ n: number }[]>`
    SELECT count(*)::int AS n FROM steps WHERE kind = 'collect-metrics' AND due_at <= clock_timestamp()`
  return row?.n ?? 0
}

/** As many actions as that one, completed as it is, each with its metrics due. */
async function completedCopies({ owner }: WorkerRig, id: string, count: number): Promise<void> {
  await owner`
    WITH copies AS (
      INSERT INTO governance.actions_ledger
      SELECT (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid()))).*
      FROM governance.actions_ledger a, generate_series(1, ${count}) WHERE a.id = ${id}
      RETURNING id, tenant_id, execution_id
    )
    INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, due_at, check_at)
    SELECT gen_random_uuid(), tenant_id, id, 'collect-metrics', execution_id, clock_timestamp(), clock_timestamp() FROM copies`
}

/** A figure for whoever reads the run, measured and not asserted: a busy machine is no witness. */
function tell(what: string, arrivals: readonly Arrival[], startedMs: number): void {
  const lastMs = Math.max(...arrivals.map(({ atMs }) => atMs))
  console.log(`${what}: ${arrivals.length} in ${((lastMs - startedMs) / 1000).toFixed(1)} s`)
}
