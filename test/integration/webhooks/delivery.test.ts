// Whatever receivers do, each event arrives at least once under one id, and nothing goes where it must not.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook as Verifier } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ORCHESTRATOR } from '#domain/actor.ts'
import type { Webhook } from '#domain/webhook/webhook.ts'
import { ANN } from '#test/support/campaign-rig.ts'
import { OK, startWebhookReceiver, type WebhookReceiver } from '#test/support/webhook-receiver.ts'
import { openWebhookRig, type WebhookRig } from '#test/support/webhook-rig.ts'

let rig: WebhookRig
let receiver: WebhookReceiver
let made: Webhook[] = []
beforeAll(async () => {
  rig = await openWebhookRig()
})
afterAll(async () => rig?.close())
beforeEach(async () => {
  receiver = await startWebhookReceiver()
})
afterEach(async () => {
  for (const webhook of made) await rig.ledger.webhooks.delete(webhook, ANN.actor)
  made = []
  await receiver.close()
})

const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 30_000, interval: 50 })
/** Tells of drafts alone, so that each campaign is one event. */
const endpoint = async (url = receiver.url) => {
  const one = await rig.endpoint(url, ['campaign.created'])
  made.push(one.webhook)
  return one
}
const drafts = (count: number) => rig.campaigns(count, { start: false })
const statuses = async ({ id }: Webhook) => (await rig.deliveries(id)).map(({ status }) => status)
const attemptsOf = async ({ id }: Webhook, delivery: string) =>
  (await rig.ledger.webhooks.delivery({ tenantId: rig.tenantId }, id, delivery))?.attempts ?? []
const settled = (webhook: Webhook, count: number, status = 'DELIVERED') =>
  soon(async () => expect(await statuses(webhook)).toEqual(Array(count).fill(status)))

describe('each event arrives under one id when the receiver', () => {
  it('is down for a while', async () => {
    const { webhook, secret } = await endpoint()
    await receiver.shut()
    const ids = await drafts(7)
    await soon(async () => expect((await rig.webhook(webhook.id)).failingSince).not.toBeNull())
    await receiver.open()
    await settled(webhook, 7)
    expect(
      receiver
        .verified(secret)
        .map(({ event }) => event.data.id)
        .sort(),
    ).toEqual(ids.sort())
    expect((await rig.webhook(webhook.id)).failingSince).toBeNull()
  })

  it('answers 500 twice, which is told with the beginning of its answer', async () => {
    const { webhook, secret } = await endpoint()
    receiver.answerWith(response =>
      receiver.received.length <= 2 ? void response.writeHead(500).end(`no\u0000${'x'.repeat(5000)}`) : OK(response),
    )
    await drafts(1)
    await settled(webhook, 1)
    expect(receiver.received).toHaveLength(3)
    expect(receiver.verified(secret)).toHaveLength(1)
    const attempts = await attemptsOf(webhook, receiver.received[0]?.id ?? '')
    expect(attempts.map(({ httpStatus, error }) => [httpStatus, error])).toEqual([
      [500, 'STATUS'],
      [500, 'STATUS'],
      [204, null],
    ])
    expect(attempts[0]?.response).toMatch(/^nox+$/)
    expect(attempts[0]?.response?.length).toBeLessThanOrEqual(1024)
  })

  it('never answers at first', async () => {
    const { webhook, secret } = await endpoint()
    receiver.answerWith(response => (receiver.received.length > 1 ? OK(response) : undefined))
    await drafts(1)
    await settled(webhook, 1)
    expect(receiver.verified(secret)).toHaveLength(1)
    expect((await attemptsOf(webhook, receiver.received[0]?.id ?? ''))[0]?.error).toBe('TIMEOUT')
  })

  it('says when to come back', async () => {
    const { webhook } = await endpoint()
    receiver.answerWith(response =>
      receiver.received.length > 1 ? OK(response) : void response.writeHead(429, { 'retry-after': '2' }).end(),
    )
    await drafts(1)
    await settled(webhook, 1)
    const [first, second] = receiver.received.map(({ headers }) => Number(headers['webhook-timestamp']))
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(2)
  })
})

it('a redirect is a failure that is not followed', async () => {
  let reached = 0
  const inner = createServer((_, response) => {
    reached += 1
    response.end()
  })
  await new Promise<void>(resolve => inner.listen(0, '127.0.0.1', resolve))
  const { port } = inner.address() as AddressInfo
  const { webhook } = await endpoint()
  receiver.answerWith(response => void response.writeHead(307, { location: `http://127.0.0.1:${port}/` }).end())
  await drafts(1)
  await settled(webhook, 1, 'FAILED')
  expect(reached).toBe(0)
  expect((await rig.deliveries(webhook.id))[0]?.lastError).toBe('REDIRECT')
  expect(receiver.received).toHaveLength(11)
  inner.close()
})

it('an inner address is not called, whatever the ledger says', async () => {
  const other = receiver.url.replace('127.0.0.1', '[::ffff:127.0.0.1]')
  const { webhook } = await endpoint(other.replace('http:', 'https:'))
  await drafts(1)
  await soon(async () => expect((await rig.deliveries(webhook.id))[0]?.lastError).toBe('INNER_ADDRESS'))
  expect(receiver.received).toEqual([])
})

it('both secrets sign while one is rotated, and the former one no more after that', async () => {
  const { webhook, secret: former } = await endpoint()
  const next = await rig.rotate(webhook, 60_000)
  await drafts(1)
  await settled(webhook, 1)
  expect(receiver.verified(former)).toHaveLength(1)
  expect(receiver.verified(next)).toHaveLength(1)
  const last = await rig.rotate(webhook, 0)
  await drafts(1)
  await settled(webhook, 2)
  const newest = receiver.received.at(-1)
  const verify = (secret: string) =>
    new Verifier(secret).verify(newest?.body ?? '', newest?.headers as Record<string, string>)
  expect(verify(last)).toMatchObject({ type: 'campaign.created' })
  expect(() => verify(next)).toThrow('No matching signature')
})

it('replayed is what was delivered, under its own id with a signature of now', async () => {
  const { webhook, secret } = await endpoint()
  await drafts(2)
  await settled(webhook, 2)
  const [first] = receiver.received
  const replayed = await rig.ledger.webhooks.replay(webhook, { delivery: first?.id ?? '' }, ANN.actor)
  expect(replayed).toBe(1)
  await soon(() => expect(receiver.received).toHaveLength(3))
  expect(receiver.received[2]?.id).toBe(first?.id)
  expect(receiver.received[2]?.body).toBe(first?.body)
  const since = new Date(Date.now() - 60_000)
  expect(await rig.ledger.webhooks.replay(webhook, { since, status: ['FAILED'] }, ANN.actor)).toBe(0)
  expect(await rig.ledger.webhooks.replay(webhook, { since, status: ['DELIVERED', 'PENDING'] }, ANN.actor)).toBe(2)
  await soon(() => expect(receiver.received).toHaveLength(5))
  expect(receiver.verified(secret)).toHaveLength(2)
})

it('410 disables the endpoint, which the trail tells; what waits goes on once it is enabled', async () => {
  const { webhook } = await endpoint()
  receiver.answerWith(response => void response.writeHead(410).end())
  await drafts(1)
  await soon(async () =>
    expect(await rig.webhook(webhook.id)).toMatchObject({ status: 'DISABLED', disabledReason: 'GONE' }),
  )
  expect(await statuses(webhook)).toEqual(['PENDING'])
  expect(rig.log).toContainEqual(expect.objectContaining({ event: 'webhook.disabled', webhook_id: webhook.id }))
  expect(await rig.ledger.webhooks.replay(webhook, { since: new Date(0) }, ANN.actor)).toBe('disabled')
  await drafts(1)
  receiver.answerWith(OK)
  await rig.ledger.webhooks.change(await rig.webhook(webhook.id), { status: 'ACTIVE' }, ANN.actor)
  await settled(webhook, 1)
  const trail = await rig.owner`
    SELECT action, actor_sub FROM audit_log WHERE subject_id = ${webhook.id} ORDER BY seq`
  expect(trail.map(({ action, actor_sub }) => [action, actor_sub])).toEqual([
    ['webhook.created', 'ann'],
    ['webhook.disabled', ORCHESTRATOR.sub],
    ['webhook.enabled', 'ann'],
  ])
})

it('what another tenant does is not told', async () => {
  const { webhook } = await rig.endpoint(receiver.url, ['*'], crypto.randomUUID())
  made.push(webhook)
  const { webhook: own } = await endpoint()
  await drafts(1)
  await settled(own, 1)
  expect(await statuses(webhook)).toEqual([])
  expect(await rig.ledger.webhooks.view({ tenantId: rig.tenantId }, webhook.id)).toBeUndefined()
})

it('one endpoint is never sent more at once than its share, and a slow one holds up nobody', async () => {
  const slow = await startWebhookReceiver()
  let open = 0
  let most = 0
  slow.answerWith(response => {
    open += 1
    most = Math.max(most, open)
    response.on('close', () => {
      open -= 1
    })
    setTimeout(() => OK(response), 200)
  })
  const { webhook: slowly } = await endpoint(slow.url)
  const { webhook } = await endpoint()
  await drafts(40)
  await settled(webhook, 40)
  await settled(slowly, 40)
  expect(most).toBeGreaterThan(1)
  expect(most).toBeLessThanOrEqual(4)
  await slow.close()
})

it('events from before an endpoint, or of types that it does not ask for, are not told', async () => {
  await drafts(1)
  const { webhook } = await rig.endpoint(receiver.url, ['action.*', 'campaign.cancelled'])
  made.push(webhook)
  const [id = ''] = await drafts(1)
  await rig.command(id, { type: 'cancel', reason: 'no' })
  await settled(webhook, 1)
  expect(receiver.received.map(({ event }) => [event.type, event.data.status, event.data.id])).toEqual([
    ['campaign.cancelled', 'cancelled', id],
  ])
})
