// What the ledger of webhooks keeps to, whatever workers and people do at the same time.
import { randomUUIDv7 as uuid } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPool, type Sql } from '#db/connection/open-pool.ts'
import { type WebhookWorker, webhookWorker } from '#db/webhook/webhook-worker.ts'
import type { Step } from '#domain/step.ts'
import type { Webhook } from '#domain/webhook/webhook.ts'
import { ANN } from '#test/support/campaign-rig.ts'
import { openWebhookRig, type WebhookRig } from '#test/support/webhook-rig.ts'
import { createFanOut } from '#workers/webhook/fan-out.ts'

let rig: WebhookRig
let sql: Sql
let worker: WebhookWorker
beforeAll(async () => {
  rig = await openWebhookRig({ QUEUES: 'campaign.learn' })
  sql = openPool({ url: rig.database.url, role: 'mandate_worker', max: 2, applicationName: 'webhook-ledger' })
  worker = webhookWorker(sql)
})
afterAll(async () => {
  await sql?.end()
  await rig?.close()
})

const endpoint = async () => (await rig.endpoint('https://hooks.test/a', ['campaign.created'])).webhook
const noted = async ({ id }: Webhook, count: number) => {
  const rows = Array.from({ length: count }, (_, seq) => ({
    ...{ id: uuid(), webhook: id, event: 'campaign.created' as const, subject: id, seq, body: '{}' },
  }))
  await worker.add(rows)
  return rows.map(row => row.id)
}
const claim = async ({ id }: Webhook) => {
  const by = uuid()
  const claimed = await worker.claim(id, by, { leaseMs: 60_000, inFlight: 4, doubt: 5 })
  if (claimed === undefined) throw new Error('nothing was claimed')
  return { by, ...claimed }
}
const failed = (
  { id: webhook }: Webhook,
  { by, delivery, url, tries }: Awaited<ReturnType<typeof claim>>,
  last = false,
) =>
  worker.record({
    ...{ webhook, url, tries, delivery, claim: by, good: false, retryMs: last ? null : 60_000, holdMs: null },
    ...{ httpStatus: 410, error: 'STATUS', durationMs: 1, response: null, doubt: 5, pauseMs: 1, pauseMostMs: 1 },
  })
const stepOf = ({ id, tenantId }: Webhook) => ({ subjectId: id, tenantId }) as Step
const trail = async ({ id }: Webhook) =>
  (await rig.owner`SELECT action FROM audit_log WHERE subject_id = ${id} ORDER BY seq`).map(({ action }) => action)
const fanOut = (ledger: Partial<WebhookWorker> = {}) =>
  createFanOut({ ledger: { ...worker, ...ledger }, dispatch: async () => {}, keepDays: 30 })

it('what happened before an endpoint was disabled is noted for it, and what happens until it is enabled is not', async () => {
  const webhook = await endpoint()
  await fanOut()()
  const [before] = await rig.campaigns(1, { start: false })
  await rig.ledger.webhooks.change(webhook, { status: 'DISABLED' }, ANN.actor)
  await rig.campaigns(1, { start: false })
  await rig.owner`UPDATE webhook_rounds SET ended_at = '-infinity'`
  await fanOut()()
  expect((await rig.deliveries(webhook.id)).map(({ subjectId }) => subjectId)).toEqual([before])
  expect(await rig.owner`SELECT 1 FROM steps WHERE id = ${webhook.id}`).toHaveLength(0)
  await rig.ledger.webhooks.change(await rig.webhook(webhook.id), { status: 'ACTIVE' }, ANN.actor)
  const [after] = await rig.campaigns(1, { start: false })
  await fanOut()()
  expect((await rig.deliveries(webhook.id)).map(({ subjectId }) => subjectId)).toEqual([before, after])
  await rig.ledger.webhooks.delete(webhook, ANN.actor)
})

it('what is too much for one statement is noted by smaller slices in later rounds', async () => {
  const webhook = await endpoint()
  await fanOut()()
  await rig.campaigns(3, { start: false })
  const most = 1
  const round = fanOut({
    add: async all => {
      if (all.length > most) throw new Error('too much')
      return worker.add(all)
    },
  })
  for (let tried = 0; tried < 8; tried++) {
    await rig.owner`UPDATE webhook_rounds SET due_at = '-infinity'`
    await round().catch(() => undefined)
  }
  expect(await rig.deliveries(webhook.id)).toHaveLength(3)
  await rig.ledger.webhooks.delete(webhook, ANN.actor)
})

it('the turn is kept by whoever is at work, and a round ends where somebody else has taken over', async () => {
  const [ours, other] = [uuid(), uuid()]
  await rig.owner`UPDATE webhook_rounds SET due_at = '-infinity', ended_at = '-infinity', holder = NULL`
  expect(await worker.take(ours, 0)).toBeDefined()
  expect(await worker.renew(ours, 60_000)).toBe(true)
  expect(await worker.take(other, 1000)).toBeUndefined()
  await rig.owner`UPDATE webhook_rounds SET due_at = '-infinity'`
  expect(await worker.take(other, 0)).toBeDefined()
  expect(await worker.renew(ours, 60_000)).toBe(false)
})

it('what was observed at a former address, or is over, disables nothing and is not told', async () => {
  const webhook = await endpoint()
  await noted(webhook, 2)
  const claimed = await claim(webhook)
  const health = await failed(webhook, claimed)
  const observed = { url: claimed.url, failures: 1, failing_since: health?.failing_since ?? null }
  await rig.ledger.webhooks.change(webhook, { url: 'https://hooks.test/b' }, ANN.actor)
  expect(await worker.disable(stepOf(webhook), 'GONE', observed)).toBe(false)
  const second = await claim(webhook)
  const since = (await failed(webhook, second))?.failing_since ?? null
  const former = { ...observed, url: second.url }
  expect(await worker.disable(stepOf(webhook), 'GONE', former)).toBe(false)
  expect(await trail(webhook)).toEqual(['webhook.created', 'webhook.changed'])
  expect(await worker.disable(stepOf(webhook), 'GONE', { ...former, failing_since: since })).toBe(true)
  expect(await worker.disable(stepOf(webhook), 'GONE', { ...former, failing_since: since })).toBe(false)
  expect(await trail(webhook)).toEqual(['webhook.created', 'webhook.changed', 'webhook.disabled'])
})

it('a delivery that is replayed during its last try has all its tries before it', async () => {
  const webhook = await endpoint()
  const [id = ''] = await noted(webhook, 1)
  await rig.owner`UPDATE webhook_deliveries SET tries = 10 WHERE id = ${id}`
  const claimed = await claim(webhook)
  await rig.ledger.webhooks.replay(webhook, { delivery: id }, ANN.actor)
  expect((await failed(webhook, claimed, true))?.status).toBe('PENDING')
  expect((await claim(webhook)).tries).toBe(1)
})

it('a claim that is given back counts as no try, and says why', async () => {
  const webhook = await endpoint()
  await noted(webhook, 1)
  const { delivery, by } = await claim(webhook)
  await worker.release(delivery, by, 0)
  expect(await rig.deliveries(webhook.id)).toMatchObject([
    { status: 'PENDING', attempts: 0, lastError: 'SECRET_UNREADABLE' },
  ])
  expect((await claim(webhook)).tries).toBe(1)
  expect((await rig.webhook(webhook.id)).failingSince).toBeNull()
})

it('what waits for an endpoint in use outlives its time, and what has ended does not', async () => {
  const webhook = await endpoint()
  const [first = '', second = ''] = await noted(webhook, 2)
  await rig.owner`UPDATE webhook_deliveries SET created_at = now() - interval '40 days' WHERE webhook_id = ${webhook.id}`
  await rig.owner`UPDATE webhook_deliveries SET status = 'FAILED', ended_at = now() WHERE id = ${first}`
  await worker.expire(30)
  expect((await rig.deliveries(webhook.id)).map(({ id }) => id)).toEqual([second])
  await rig.ledger.webhooks.change(webhook, { status: 'DISABLED' }, ANN.actor)
  await worker.expire(30)
  expect(await rig.deliveries(webhook.id)).toEqual([])
})

it('a page of a filtered list costs a bounded look and leads on, and a replay takes the oldest in slices', async () => {
  const webhook = await endpoint()
  await rig.owner`
    INSERT INTO webhook_deliveries (id, tenant_id, webhook_id, event, subject_id, seq, body, status, next_at, created_at, ended_at)
    SELECT ('019a0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, ${webhook.tenantId}::uuid, ${webhook.id}::uuid,
      'campaign.created', ${webhook.id}::uuid, n, '{}', CASE WHEN n <= 1200 THEN 'FAILED' ELSE 'DELIVERED' END, now(),
      now() - n * interval '1 second', now()
    FROM generate_series(1, 11500) n`
  const filter = { status: ['FAILED' as const] }
  const list = (after?: string) =>
    rig.ledger.webhooks.deliveries({ ops: true }, webhook.id, filter, { limit: 50, ...(after && { after }) })
  const first = await list()
  expect(first.items).toEqual([])
  expect(first.next).toBe('019a0000-0000-7000-8000-0000000005dd')
  const second = await list(first.next)
  expect(second.items).toHaveLength(50)
  expect(await rig.ledger.webhooks.replay(webhook, filter, ANN.actor)).toBe(1200)
  expect((await trail(webhook)).filter(action => action === 'webhook.replayed')).toHaveLength(1)
  const since = new Date(0)
  const all = await rig.ledger.webhooks.replay(webhook, { since, status: ['DELIVERED'] }, ANN.actor)
  expect(all).toBe(10_000)
  const [left] = await rig.owner`
    SELECT count(*)::int AS n, max(seq) AS oldest FROM webhook_deliveries WHERE webhook_id = ${webhook.id} AND status = 'DELIVERED'`
  expect(left).toEqual({ n: 300, oldest: 1500 })
})
