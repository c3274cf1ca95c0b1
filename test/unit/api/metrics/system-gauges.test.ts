import { Registry } from 'prom-client'
import { expect, it, vi } from 'vitest'
import { createSystemGauges } from '#api/metrics/system-gauges.ts'
import type { LedgerStanding } from '#domain/ports/ledger-standing.ts'
import type { RedisStanding } from '#queues/standing/queue-standing.ts'
import { parseExposition } from '#test/support/parse-exposition.ts'

const LEDGER: LedgerStanding = {
  steps: [
    { kind: 'publish', hold: null, open: 2, due: 1, barred: 0, oldestDueSeconds: 3 },
    { kind: 'cancel-actions', hold: null, open: 1, due: 1, barred: 0, oldestDueSeconds: 7 },
    { kind: 'transcribe', hold: 'BREAKER_OPEN', open: 4, due: 0, barred: 0, oldestDueSeconds: 0 },
    { kind: 'vad', hold: 'a word of tomorrow', open: 1, due: 0, barred: 0, oldestDueSeconds: 0 },
    { kind: 'of-tomorrow' as 'vad', hold: null, open: 5, due: 0, barred: 0, oldestDueSeconds: 0 },
  ],
  attempts: [{ platform: 'MOCK', unresolved: 2, inFlight: 1, needsHuman: 1 }],
  accountsClosed: [{ platform: 'META', accounts: 3 }],
  rates: [
    { platform: 'TWITTER', used: 5, limit: 10, fullestAccount: 0.5 },
    { platform: 'META', used: null, limit: null, fullestAccount: null },
  ],
  killSwitches: [{ scope: 'tenant', engaged: 1 }],
  webhooks: { active: 2, failing: 1, disabled: 0, failingSeconds: 60, pending: 5, oldestDueSeconds: 0 },
  canaries: [{ kind: 'canary:session.vad', lateSeconds: 12 }],
  stuck: [{ subject: 'campaign', why: 'NO_STEP', subjects: 2 }],
  awaiting: { actions: 3, campaigns: 2, sessions: [{ status: 'RECORDING', sessions: 6 }] },
  connections: [{ application: 'mandate-api', connections: 4 }],
  connectionLimit: 100,
}
const REDIS: RedisStanding = {
  queues: [
    {
      ...{ queue: 'campaign.publish', oldestSeconds: 1.5, completed: 9, failed: 1 },
      jobs: { waiting: 2, prioritized: 3, paused: 0, active: 1 },
    },
  ],
  breakers: [
    { upstream: 'core', isOpen: true },
    { upstream: 'guard', isOpen: false },
  ],
}

function open(keepMs?: number) {
  const registry = new Registry()
  const sources = {
    postgres: vi.fn(async () => LEDGER),
    redis: vi.fn(async () => REDIS),
    onError: vi.fn(),
  }
  const gauges = createSystemGauges(registry, sources, keepMs)
  const scrape = async () => {
    await gauges.refresh()
    return parseExposition(await registry.metrics())
  }
  return { sources, scrape }
}

it('steps are told by the queue that carries them, with the oldest of all its kinds', async () => {
  const { value, samples } = await open().scrape()
  expect(value('mandate_steps_open', { queue: 'campaign.publish' })).toBe(3)
  expect(value('mandate_steps_due', { queue: 'campaign.publish' })).toBe(2)
  expect(value('mandate_steps_due_oldest_age_seconds', { queue: 'campaign.publish' })).toBe(7)
  expect(value('mandate_steps_open', { queue: 'campaign.learn' })).toBe(0)
  expect(value('mandate_steps_held', { reason: 'BREAKER_OPEN' })).toBe(4)
  expect(value('mandate_audio_pending_blocks')).toBe(4)
  expect(samples.filter(({ value: number }) => !Number.isFinite(number))).toEqual([])
})

it('a word that no code of ours knows never becomes a label', async () => {
  const { value, samples } = await open().scrape()
  expect(value('mandate_steps_held', { reason: 'OTHER' })).toBe(1)
  expect(value('mandate_steps_open', { queue: 'other' })).toBe(5)
  expect(JSON.stringify(samples)).not.toContain('tomorrow')
})

it('a platform without a window has no rate, rather than one of zero', async () => {
  const { value } = await open().scrape()
  expect(value('mandate_platform_rate_used', { platform: 'TWITTER' })).toBe(5)
  expect(value('mandate_account_rate_used_ratio_max', { platform: 'TWITTER' })).toBe(0.5)
  expect(() => value('mandate_platform_rate_used', { platform: 'META' })).toThrow('0 series')
})

it('what waits in a queue is what waits in any of the ways in which BullMQ has it wait', async () => {
  const { value } = await open().scrape()
  expect(value('mandate_queue_depth', { queue: 'campaign.publish' })).toBe(5)
  expect(value('bullmq_job_count', { queue: 'campaign.publish', state: 'prioritized' })).toBe(3)
  expect(value('bullmq_job_completed_total', { queue: 'campaign.publish' })).toBe(9)
  expect(value('mandate_breaker_open', { upstream: 'core' })).toBe(1)
})

it('ten scrapes at once and after each other are one reading, until its time is over', async () => {
  const { sources, scrape } = open(60_000)
  await Promise.all(Array.from({ length: 10 }, scrape))
  await scrape()
  expect(sources.postgres).toHaveBeenCalledTimes(1)
  expect(sources.redis).toHaveBeenCalledTimes(1)
  const impatient = open(0)
  await impatient.scrape()
  await impatient.scrape()
  expect(impatient.sources.postgres).toHaveBeenCalledTimes(2)
})

it('a source that is away takes its gauges with it, without labels too, and leaves those of the other', async () => {
  const { sources, scrape } = open(0)
  await scrape()
  sources.postgres.mockRejectedValueOnce(new Error('away'))
  const { value } = await scrape()
  expect(value('mandate_scrape_source_up', { source: 'postgres' })).toBe(0)
  expect(value('mandate_scrape_source_up', { source: 'redis' })).toBe(1)
  expect(() => value('mandate_steps_open', { queue: 'campaign.publish' })).toThrow('0 series')
  expect(() => value('mandate_campaigns_waiting_approval')).toThrow('0 series')
  expect(value('mandate_queue_active', { queue: 'campaign.publish' })).toBe(1)
  expect(sources.onError).toHaveBeenCalledWith('postgres', new Error('away'))
  const back = await scrape()
  expect(back.value('mandate_scrape_source_up', { source: 'postgres' })).toBe(1)
  expect(back.value('mandate_campaigns_waiting_approval')).toBe(2)
})
