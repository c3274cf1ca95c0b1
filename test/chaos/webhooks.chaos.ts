// Webhooks as they are set by default, over ten minutes in which no receiver takes anything: `npm run chaos`.
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { OK, startWebhookReceiver } from '#test/support/webhook-receiver.ts'
import { endpointsOf, WEBHOOK_ENV } from '#test/support/webhook-rig.ts'
import { type ChaosWorld, openChaosWorld, pause } from './chaos-world.ts'

const AWAY_MS = 600_000
const EVENT_EVERY_MS = 5000
/** A try that failed just before receivers came back is made again so much later at most: 10 min and a fifth. */
const BACK_WITHIN_MS = 900_000

let world: ChaosWorld
beforeAll(async () => {
  world = await openChaosWorld()
})
afterAll(() => world.close())

it('a receiver that is down, one that is slow, one that answers 500 and one that redirects inwards: each event arrives, under one id', async () => {
  const scenario = await world.open()
  const endpoints = endpointsOf(scenario)
  const start = startWebhookReceiver
  const bad = { down: await start(), slow: await start(), failing: await start(), redirecting: await start() }
  const { down, slow, failing, redirecting } = bad
  const inner = await start()
  const made = await Promise.all(
    Object.entries(bad).map(async ([name, receiver]) => {
      const { webhook, secret } = await endpoints.endpoint(receiver.url, ['campaign.created'])
      receiver.trust(secret)
      return { name, receiver, webhook, secret }
    }),
  )
  await down.shut()
  slow.answerWith(() => undefined)
  failing.answerWith(response => response.writeHead(500).end('not now'))
  redirecting.answerWith(response => response.writeHead(307, { location: inner.url }).end())

  await scenario.spawn({ env: WEBHOOK_ENV })
  const events: string[] = []
  for (const until = Date.now() + AWAY_MS; Date.now() < until; ) {
    events.push(...(await scenario.campaigns(1, { start: false })))
    await pause(EVENT_EVERY_MS)
  }
  const triedMeanwhile = made.map(({ name, receiver }) => `${name} ${receiver.received.length}`).join(', ')
  await down.open()
  for (const receiver of [slow, failing, redirecting]) receiver.answerWith(OK)
  const backAt = Date.now()

  await vi.waitFor(
    async () => {
      for (const { webhook, name } of made) {
        const { status } = await endpoints.webhook(webhook.id)
        const waiting = await scenario.owner`
          SELECT 1 FROM webhook_deliveries WHERE webhook_id = ${webhook.id} AND status <> 'DELIVERED'`
        expect([name, status, waiting.length]).toEqual([name, 'ACTIVE', 0])
      }
    },
    { timeout: BACK_WITHIN_MS, interval: 1000 },
  )
  console.log(`${events.length} events; tried meanwhile: ${triedMeanwhile}; all in ${Date.now() - backAt} ms after`)
  for (const { name, receiver, secret } of made) {
    const told = receiver.verified(secret).map(({ event }) => event.data.id)
    expect([name, told.toSorted()]).toEqual([name, events.toSorted()])
  }
  expect(inner.received).toEqual([])
  await Promise.all([...Object.values(bad), inner].map(receiver => receiver.close()))
  await scenario.close()
})
