// What endpoints are told: every change of state of the three subjects, signed, and nothing of what they are about.
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { stateChangeOf } from '#domain/webhook/state-change.ts'
import { startWebhookReceiver, type WebhookReceiver } from '#test/support/webhook-receiver.ts'
import { openWebhookRig, type WebhookRig } from '#test/support/webhook-rig.ts'

let rig: WebhookRig
let receiver: WebhookReceiver
beforeAll(async () => {
  rig = await openWebhookRig()
  receiver = await startWebhookReceiver()
})
afterAll(async () => {
  await rig?.close()
  await receiver?.close()
})

const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 30_000, interval: 50 })

it('each change of a campaign and its actions arrives once, verifiable, with its seq, and without a word of the post', async () => {
  const { secret, webhook } = await rig.endpoint(receiver.url)
  rig.people()
  const [campaign = ''] = await rig.campaigns(1)
  await soon(async () => expect((await rig.view(campaign)).status).toBe('completed'))
  const entries = await rig.owner<
    { subject: string; seq: number; action: string; stage: string; fromStage: string; to: string; remaining: number }[]
  >`
    SELECT subject_id AS subject, seq, action, details->>'stage' AS stage, details->>'from_stage' AS "fromStage",
      details->>'to' AS to, (details->>'remaining')::int AS remaining
    FROM audit_log WHERE tenant_id = ${rig.tenantId} ORDER BY subject_id, seq`
  const expected = entries.flatMap(entry => {
    const change = stateChangeOf(entry)
    return change === undefined ? [] : [`${entry.subject} ${entry.seq} ${change.type}`]
  })
  expect(expected.length).toBeGreaterThan(12)
  await soon(() => expect(receiver.verified(secret)).toHaveLength(expected.length))
  expect(receiver.received).toHaveLength(expected.length)
  const told = receiver.received.map(({ event: { type, data } }) => `${data.id} ${data.seq} ${type}`)
  expect(told.sort()).toEqual(expected.sort())
  const [{ text } = { text: '' }] = await rig.owner<{ text: string }[]>`
    SELECT payload->>'content_text' AS text FROM governance.actions_ledger WHERE campaign_id = ${campaign}`
  expect(text.length).toBeGreaterThan(5)
  for (const { body } of receiver.received) expect(body).not.toContain(text)
  await soon(async () => {
    const deliveries = await rig.deliveries(webhook.id)
    expect(deliveries.map(({ status }) => status)).toEqual(expected.map(() => 'DELIVERED'))
  })
})
