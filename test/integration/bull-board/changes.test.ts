// What operators change on the board: who may, and that the ledger knows of it before it happens.
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { allEntries } from '#db/audit/verify/all-entries.ts'
import { walkChain } from '#db/audit/verify/walk-chain.ts'
import { openPool, type Sql } from '#db/connection/open-pool.ts'
import { OPERATIONS } from '#db/operations/operations-trail.ts'
import { ALL_TENANTS } from '#db/trail/trail-entry.ts'
import { type BoardRig, openBoardRig } from '#test/support/board-rig.ts'

let rig: BoardRig
let sql: Sql
let ops: string

beforeAll(async () => {
  rig = await openBoardRig(uuid(), { BOARD_RIGHTS: 'empty=ops:admin' })
  sql = openPool({ url: rig.database.url, role: 'mandate_board', max: 1, applicationName: 'test' })
  ops = await rig.tokenOf('olga', 'ops')
})

afterAll(async () => {
  await sql?.end({ timeout: 1 })
  await rig?.close()
})

const change = (
  path: string,
  { at = rig.url, token = ops, body }: { at?: string; token?: string; body?: object } = {},
) =>
  fetch(`${at}/board/api/queues/${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })

interface Noted {
  seq: number
  actor_sub: string
  actor_principal: string
  action: string
  details: Record<string, unknown>
}

/** What the ledger has of it since a seq. */
async function noted(after: number): Promise<Noted[]> {
  return rig.database.owner<Noted[]>`
    SELECT seq, actor_sub, actor_principal, action, details FROM audit_log
    WHERE subject_id = ${OPERATIONS} AND tenant_id = ${ALL_TENANTS} AND seq > ${after} ORDER BY seq`
}

const lastSeq = async () => (await noted(0)).at(-1)?.seq ?? 0

it('is in the trail before it is made, and again with its outcome', async () => {
  const before = await lastSeq()
  expect((await change('campaign.learn/concurrency', { body: { concurrency: 3 } })).status).toBeLessThan(300)
  const [asked, done, ...more] = await noted(before)
  expect(more).toEqual([])
  expect(asked).toMatchObject({
    ...{ action: 'board.change_asked', actor_sub: 'olga', actor_principal: 'human' },
    details: { change: 'concurrency', queue: 'campaign.learn', values: { concurrency: 3 }, by: 'bearer' },
  })
  expect(done).toMatchObject({ action: 'board.change_done', details: { id: asked?.details.id, change: 'concurrency' } })
})

it.each([
  ['what the board never does', 'campaign.learn/obliterate', 403, ['refused']],
  ['what asks for a further scope', 'campaign.learn/empty', 403, ['refused']],
  ['what a queue that acts on the outside does not take', 'actuator.meta/pause', 405, ['asked', 'refused']],
  ['what is not there', 'no.such.queue/pause', 404, ['asked', 'refused']],
])('is in the trail where it is refused, too: %s', async (_, path, status, actions) => {
  const before = await lastSeq()
  const answer = await change(path)
  expect(answer.status).toBe(status)
  expect((await noted(before)).map(({ action }) => action)).toEqual(actions.map(action => `board.change_${action}`))
})

it('says in words which scope is missing, and takes the change of whoever has it', async () => {
  expect(await (await change('campaign.learn/empty')).json()).toMatchObject({
    ...{ status: 403, message: expect.stringContaining('ops:admin') },
  })
  const token = await rig.tokenOf('ada', 'ops ops:admin')
  expect((await change('campaign.learn/empty', { token })).status).toBeLessThan(300)
})

it('is not made while the ledger is away', async () => {
  const lonely = await rig.open({ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' })
  const answer = await change('campaign.learn/pause', { at: `http://127.0.0.1:${lonely.port}` })
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('ledger is away') })
  expect(await rig.dispatcher.queue('campaign.learn').isPaused()).toBe(false)
})

it('has no known outcome when Redis goes away in the middle', async () => {
  const lonely = await rig.open({ REDIS_URL: 'redis://127.0.0.1:1' })
  const before = await lastSeq()
  expect((await change('campaign.learn/pause', { at: `http://127.0.0.1:${lonely.port}` })).status).toBe(503)
  expect((await noted(before)).map(({ action }) => action)).toEqual(['board.change_asked', 'board.change_unknown'])
})

it('is taken from a program that sends no body and no length of one, and never with a large one', async () => {
  const { port } = new URL(rig.url)
  const socket = connect(Number(port), '127.0.0.1')
  socket.write(
    `PUT /board/api/queues/campaign.learn/resume HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${ops}\r\nConnection: close\r\n\r\n`,
  )
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200/)
  expect((await change('campaign.learn/concurrency', { body: { concurrency: 'x'.repeat(20_000) } })).status).toBe(413)
})

it('is never made on a board that only shows, whose queues say so', async () => {
  const shows = await rig.open({ BOARD_READ_ONLY: '1' })
  const at = `http://127.0.0.1:${shows.port}`
  expect((await change('campaign.learn/pause', { at })).status).toBe(403)
  expect(await rig.dispatcher.queue('campaign.learn').isPaused()).toBe(false)
})

it('stands in one log line each, with who asked for it', async () => {
  rig.lines.length = 0
  await change('campaign.learn/pause')
  await change('campaign.learn/resume')
  await change('campaign.learn/obliterate')
  const told = rig.lines.filter(line => line.event === 'board.change')
  expect(told.map(line => [line.change, line.queue, line.sub, line.outcome, line.recorded])).toEqual([
    ['pause', 'campaign.learn', 'olga', 'done', true],
    ['resume', 'campaign.learn', 'olga', 'done', true],
    ['unknown', undefined, 'olga', 'refused', true],
  ])
})

it('loses none of many at once, and the chain holds', async () => {
  const before = await lastSeq()
  await Promise.all(Array.from({ length: 8 }, () => change('campaign.learn/resume')))
  expect(await noted(before)).toHaveLength(16)
  const walk = walkChain([])
  const [{ seen } = { seen: '' }] = await rig.database.owner<
    { seen: string }[]
  >`SELECT pg_current_snapshot()::text AS seen`
  for await (const page of allEntries(rig.database.owner as unknown as Sql, seen))
    for (const stored of page) {
      expect(walk.take(stored)).toBeUndefined()
      if (stored.state !== undefined) expect(walk.end(stored.state.row)).toBeUndefined()
    }
})

it('is shown on a page of its own, the newest first', async () => {
  const headers = { authorization: `Bearer ${ops}` }
  const answer = await fetch(`${rig.url}/board/changes`, { headers })
  const shown = (await answer.json()) as { entries: { seq: number }[] }
  expect(shown.entries[0]?.seq).toBeGreaterThan(shown.entries[1]?.seq ?? 0)
  const page = await fetch(`${rig.url}/board/changes?before=3`, { headers: { ...headers, accept: 'text/html' } })
  expect(await page.text()).toContain('campaign.learn')
})

it.each([
  ['a trail of somebody else', `INSERT INTO trails VALUES ('${uuid()}', '${ALL_TENANTS}', 'policy', 1, '\\x00')`],
  [
    'an entry of another subject',
    `INSERT INTO audit_log (subject_id, seq, tenant_id, at, actor_sub, actor_principal, action, details, prev_hash, hash)
    VALUES ('${uuid()}', 1, '${ALL_TENANTS}', now(), 'x', 'human', 'x', '{}', '\\x00', '\\x00')`,
  ],
  ['what is in a post', 'SELECT payload FROM governance.actions_ledger'],
  ['a brief', 'SELECT brief FROM campaigns'],
])('is all that the role of the board may write, and it reads no content: %s', async (_, statement) => {
  await expect(sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' })
})
