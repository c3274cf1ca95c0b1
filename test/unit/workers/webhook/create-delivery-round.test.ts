// A worker that cannot sign leaves deliveries to those that can.
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { expect, it } from 'vitest'
import type { LoadedWebhookStep } from '#db/webhook/webhook-worker.ts'
import { createSeal } from '#queues/seal.ts'
import { newSecret, sealSecret } from '#queues/webhook/webhook-secret.ts'
import { createDeliveryRound, type DeliveryRoundOptions } from '#workers/webhook/create-delivery-round.ts'
import { createWebhookMetrics } from '#workers/webhook/webhook-metrics.ts'

const WEBHOOK = '019a0000-0000-7000-8000-000000000001'
const loaded = { step: { subjectId: WEBHOOK, tenantId: WEBHOOK } } as LoadedWebhookStep
const signal = new AbortController().signal

function rig(seal: DeliveryRoundOptions['seal']) {
  const done: string[] = []
  const log: { event: string }[] = []
  const secret = sealSecret(createSeal(Buffer.alloc(32, 1)), WEBHOOK, newSecret())
  const round = createDeliveryRound({
    ledger: {
      claim: async () => {
        done.push('claim')
        return { delivery: WEBHOOK, attempt: 1, tries: 1, body: '{}', url: 'https://a.test', secret, previous: null }
      },
      record: async () => void done.push('record') as undefined,
      release: async () => void done.push('release'),
      disable: async () => false,
    },
    ...{
      seal,
      send: { timeoutMs: 100, allowHttp: false, allowedHosts: [] },
      inFlight: 1,
      retryMs: [1],
      disableAfterMs: 1,
    },
    metrics: createWebhookMetrics(new Registry()),
    logger: pino({ level: 'info' }, { write: line => void log.push(JSON.parse(line)) }),
  })
  return { round, done, log }
}

it('without a key nothing is claimed, and it is said once', async () => {
  const { round, done, log } = rig(undefined)
  expect(await round(loaded, signal)).toMatchObject({ unable: true, failed: 0 })
  await round(loaded, signal)
  expect(done).toEqual([])
  expect(log.map(({ event }) => event)).toEqual(['webhook.no_key'])
})

it('under another key the claim is given back uncounted, and the round ends', async () => {
  const { round, done, log } = rig(createSeal(Buffer.alloc(32, 2)))
  expect(await round(loaded, signal)).toMatchObject({ unable: true, failed: 0 })
  expect(done).toEqual(['claim', 'release'])
  expect(log.map(({ event }) => event)).toEqual(['webhook.secret_unreadable'])
})
