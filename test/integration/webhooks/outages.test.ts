// Nothing is lost, and nothing told under a second id, when workers die, Redis is emptied, or an endpoint stays away.
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest'
import { startReaper } from '#dev/supervisor/start-reaper.ts'
import { OK, startWebhookReceiver, type WebhookReceiver } from '#test/support/webhook-receiver.ts'
import { openWebhookRig, type WebhookRig } from '#test/support/webhook-rig.ts'
import { spawnWorker } from '#test/support/worker-process.ts'

let rig: WebhookRig
let receiver: WebhookReceiver
beforeAll(async () => {
  rig = await openWebhookRig({ WEBHOOK_DISABLE_AFTER_S: '2' })
  receiver = await startWebhookReceiver()
})
afterAll(async () => {
  await rig?.close()
  await receiver?.close()
})

const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 100_000, interval: 50 })
const drafts = (count: number) => rig.campaigns(count, { start: false })

it('an endpoint that fails for long is disabled, and says so', async () => {
  const away = await startWebhookReceiver()
  const { webhook } = await rig.endpoint(away.url, ['campaign.created'])
  await away.shut()
  await drafts(3)
  await soon(async () =>
    expect(await rig.webhook(webhook.id)).toMatchObject({ status: 'DISABLED', disabledReason: 'FAILING' }),
  )
  const waiting = (await rig.deliveries(webhook.id)).filter(({ status }) => status === 'PENDING')
  await away.open()
  await rig.ledger.webhooks.change(
    await rig.webhook(webhook.id),
    { status: 'ACTIVE' },
    { sub: 'ann', principal: 'human' },
  )
  await soon(async () =>
    expect((await rig.deliveries(webhook.id)).filter(({ status }) => status === 'DELIVERED')).toHaveLength(
      waiting.length,
    ),
  )
  await away.close()
})

it('a worker that is killed while it sends, and an emptied Redis, lose nothing', async () => {
  await rig.worker.stop(2000)
  const { secret, webhook } = await rig.endpoint(receiver.url, ['campaign.created'])
  const settings = {
    ...rig.env,
    ...(Object.fromEntries(Object.entries(inject('backing')).filter(([name]) => name.startsWith('S3_'))) as Record<
      string,
      string
    >),
    TOKEN_SEALING_KEY: Buffer.alloc(32, 7).toString('base64'),
    ...{
      WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
      WEBHOOK_POLL_MS: '200',
      WEBHOOK_TIMEOUT_MS: '1000',
      WEBHOOK_RETRY_S: '0.1,1,1,1',
    },
  }
  const logDir = await mkdtemp(join(tmpdir(), 'mandate-webhooks-'))
  const reaper = startReaper()
  const doomed = spawnWorker({ env: settings, logDir, reaper })
  await doomed.ready()
  receiver.answerWith(() => undefined) // it holds what comes, so that the worker dies in the middle
  const ids = await drafts(12)
  await soon(() => expect(receiver.received.length).toBeGreaterThan(0))
  doomed.signal('SIGKILL')
  const redis = new Redis(inject('backing').REDIS_URL ?? '')
  const keys = await redis.keys(`*${rig.env.REDIS_PREFIX}*`)
  if (keys.length > 0) await redis.del(...keys) // as FLUSHALL would, but for the other tests' keys
  redis.disconnect()
  receiver.answerWith(OK)
  const next = spawnWorker({ env: settings, logDir, reaper })
  await soon(async () =>
    expect((await rig.deliveries(webhook.id)).map(({ status }) => status)).toEqual(ids.map(() => 'DELIVERED')),
  )
  const told = receiver.verified(secret)
  expect(told.map(({ event }) => event.data.id).sort()).toEqual(ids.sort())
  next.signal('SIGKILL')
  await next.exited
  reaper.close()
}, 240_000)
