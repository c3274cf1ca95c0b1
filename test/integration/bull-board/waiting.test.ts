// What waits in the ledger, as the board shows it.
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { WaitingOverview } from '#bull-board/waiting/look-at-waiting.ts'
import type { OpenBreakers } from '#bull-board/waiting/open-breakers.ts'
import { breakerKey } from '#queues/breaker-key.ts'
import { type BoardRig, openBoardRig } from '#test/support/board-rig.ts'
import { plantWaiting } from '#test/support/plant-waiting.ts'

const tenant = uuid()
const other = uuid()
let rig: BoardRig
let ops: string
let ids: Record<string, string>

beforeAll(async () => {
  rig = await openBoardRig(tenant, { BOARD_ENVIRONMENT: 'tests & "trials"' })
  ops = await rig.tokenOf('olga', 'ops')
  ids = await plantWaiting(rig.database.owner, tenant, other)
})

afterAll(() => rig?.close())

const ask = (path: string, accept = 'application/json') =>
  fetch(`${rig.url}/board/waiting${path}`, { headers: { authorization: `Bearer ${ops}`, accept } })

interface Row {
  reason: string
  subject: { kind: string; id: string }
  step?: string
  since: string
  until?: string
}
type Overview = WaitingOverview & { breakers: Awaited<ReturnType<OpenBreakers>>; list?: { rows: Row[]; next?: string } }
const jsonOf = async (answer: Promise<Response>) => (await (await answer).json()) as Overview
const overview = () => jsonOf(ask(''))
async function listed(path: string) {
  const { list } = await jsonOf(ask(path))
  if (list === undefined) throw new Error('no list')
  return list
}

it('counts what waits by reason, each subject once', async () => {
  const { groups, share } = await overview()
  expect(share).toBe(1)
  expect(Object.fromEntries(groups.map(group => [group.reason, group.count]))).toEqual({
    ...{
      NEEDS_HUMAN: 2,
      AWAITING_APPROVAL: 1,
      AWAITING_COMMAND: 1,
      ENTERPRISE_REFUSED: 1,
      KILL_SWITCH: 1,
      ACCOUNT_CLOSED: 1,
    },
    ...{
      PLATFORM_LIMIT: 1,
      BUDGET: 1,
      BREAKER_OPEN: 1,
      UPSTREAM_RETRY: 2,
      RECONCILING: 1,
      DRAINING: 1,
      SCHEDULED: 1,
      QUEUED: 1,
    },
  })
})

it.each([
  ...['AWAITING_APPROVAL', 'AWAITING_COMMAND', 'ENTERPRISE_REFUSED', 'KILL_SWITCH', 'ACCOUNT_CLOSED', 'PLATFORM_LIMIT'],
  ...['BUDGET', 'BREAKER_OPEN', 'RECONCILING', 'SCHEDULED', 'QUEUED', 'DRAINING'],
])('lists what waits for %s', async reason => {
  const { rows, next } = await listed(`?reason=${reason}`)
  expect(rows.map(row => [row.reason, row.subject.id])).toEqual([[reason, ids[reason]]])
  expect(next).toBeUndefined()
})

it('lists what needs a person though no step is open for it', async () => {
  const { rows } = await listed('?reason=NEEDS_HUMAN')
  expect(rows.map(row => row.subject)).toEqual([
    { kind: 'action', id: ids.NEEDS_HUMAN, path: `actions/${ids.NEEDS_HUMAN}` },
    { kind: 'session', id: ids.FAILED_SESSION, path: `session/${ids.FAILED_SESSION}` },
  ])
})

it('says since when and until when', async () => {
  const { rows } = await listed('?reason=SCHEDULED')
  expect(Date.parse(rows[0]?.until ?? '')).toBeGreaterThan(Date.now() + 3_000_000)
  expect(Date.parse(rows[0]?.since ?? '')).toBeLessThanOrEqual(Date.now())
})

it('narrows the list to a tenant, a platform, a queue or a kind of step', async () => {
  expect((await listed(`?tenant=${other}`)).rows.map(row => row.subject.id)).toEqual([ids.OTHER])
  expect((await listed('?platform=META')).rows.map(row => row.reason)).toEqual(['PLATFORM_LIMIT'])
  expect((await listed('?kind=session.finalize')).rows.map(row => row.reason)).toEqual(['DRAINING'])
  expect((await listed('?kind=strategy-gen')).rows.map(row => row.reason)).toEqual(['BREAKER_OPEN'])
})

it('goes on where a page ended', async () => {
  const { rows } = await listed(`?tenant=${tenant}`)
  const rest = await listed(`?tenant=${tenant}&after=${rows[2]?.step}`)
  expect(rest.rows).toEqual(rows.slice(3))
})

it('names switches, closed accounts, full platforms and open breakers', async () => {
  await rig.redis.set(breakerKey(rig.prefix, 'core'), Date.now() + 60_000, 'PX', 60_000)
  const { closures, breakers } = await overview()
  expect(closures.switches).toMatchObject([
    { scope: 'account', account: 'held', reason: 'a bad day', by: { sub: 'pia' } },
  ])
  expect(closures.accounts).toMatchObject([{ account: 'closed', reason: '429' }])
  expect(closures.platforms).toMatchObject([{ platform: 'META' }])
  expect(breakers).toMatchObject([{ upstream: 'core' }])
})

it('is a page for people that nothing planted can break out of', async () => {
  const page = await (await ask('', 'text/html')).text()
  expect(page).toContain('Approvals are missing')
  expect(page).toContain('tests &amp; &quot;trials&quot;')
  const list = await (await ask('?reason=KILL_SWITCH', 'text/html')).text()
  expect(list).toContain(ids.KILL_SWITCH)
  expect(list).toContain('https://api.example.com/api/v1/actions/')
  const odd = await ask(`?tenant=${encodeURIComponent('"><script>alert(1)</script>')}`, 'text/html')
  expect(odd.status).toBe(400)
  expect(await odd.text()).not.toContain('<script>')
})

it.each(['?reason=LATE', '?kind=nothing', '?after=x', '?platform=MYSPACE'])('is asked in vain for %s', async query => {
  expect((await ask(query)).status).toBe(400)
})

it('says so while the ledger is away, and that Redis is away where only that is', async () => {
  const noLedger = await rig.open({ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' })
  const headers = { authorization: `Bearer ${ops}` }
  const answer = await fetch(`http://127.0.0.1:${noLedger.port}/board/waiting`, { headers })
  expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
    503,
    'the ledger is away just now',
  ])
  const noRedis = await rig.open({ REDIS_URL: 'redis://127.0.0.1:1' })
  const shown = await jsonOf(fetch(`http://127.0.0.1:${noRedis.port}/board/waiting`, { headers }))
  expect(shown.breakers).toBe('redis is away')
  expect(shown.groups.length).toBeGreaterThan(5)
})

it('estimates where there is too much to look at each, and says so', async () => {
  await rig.database.owner`
    INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, attempt, due_at, check_at)
    SELECT uuidv7(), ${other}, uuidv7(), 'learn', uuidv7(), 2, now() + interval '1 hour', now() + interval '1 hour'
    FROM generate_series(1, 30000)`
  await rig.database.owner`ANALYZE steps`
  const unshared = await rig.open()
  const headers = { authorization: `Bearer ${ops}` }
  const { groups, share } = await jsonOf(fetch(`http://127.0.0.1:${unshared.port}/board/waiting`, { headers }))
  expect(share).toBeLessThan(0.5)
  const group = groups.find(({ reason }) => reason === 'UPSTREAM_RETRY')
  expect(group?.exactness).toBe('about')
  expect(group?.count).toBeGreaterThan(15_000)
  expect(group?.count).toBeLessThan(60_000)
  // Few, and counted all the same.
  expect(groups.find(({ reason }) => reason === 'NEEDS_HUMAN')).toMatchObject({ count: 2, exactness: 'exact' })
})

it('names what stands still first, with a link to it, and no canary is among what waits', async () => {
  const { owner } = rig.database
  const stuck = uuid()
  await owner`
    INSERT INTO stuck_subjects (subject_id, tenant_id, subject, owner_id, stage, why, since, found_at)
    VALUES (${stuck}, ${tenant}, 'campaign', ${stuck}, 'RADAR_SCAN', 'NO_STEP', now() - interval '1 h', now())`
  await owner`
    INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, due_at, check_at)
    VALUES (${uuid()}, ${uuid()}, ${uuid()}, 'canary:session.gc', ${uuid()}, now() + interval '1 h', now() + interval '1 h')`
  await vi.waitFor(async () => expect((await overview()).stuck.map(one => one.subjectId)).toEqual([stuck]), 10_000)
  const page = await (await ask('', 'text/html')).text()
  expect(page.indexOf('Stands still')).toBeGreaterThan(0)
  expect(page.indexOf('Stands still')).toBeLessThan(page.indexOf('Reasons'))
  expect(page).toContain(`/api/v1/campaigns/${stuck}"`)
  expect(JSON.stringify(await listed(`?reason=SCHEDULED`))).not.toContain('canary')
})
