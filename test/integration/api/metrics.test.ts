import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest'
import { watchStepId } from '#db/watch/watch-step.ts'
import { breakerKey } from '#queues/breaker-key.ts'
import { queuePrefix } from '#queues/queue-prefix.ts'
import { type CuttableProxy, openCuttableProxy } from '#test/support/cuttable-proxy.ts'
import { openTestApi, TENANT_A, TENANT_B, type TestApi } from '#test/support/open-test-api.ts'
import { type Exposition, parseExposition } from '#test/support/parse-exposition.ts'

let proxy: CuttableProxy
let api: TestApi
let scraped: Exposition

beforeAll(async () => {
  proxy = await openCuttableProxy(inject('backing').REDIS_URL ?? '')
  api = await openTestApi({
    REDIS_URL: proxy.url,
    RATE_MOCK: '10/3600',
    ACCOUNT_RATE_MOCK: '4/3600',
    RATE_TWITTER: '3/60',
  })
  await plantLedger()
  await plantRedis()
  await api.call('GET', '/api/v1/actions')
  scraped = await scrape()
})
afterAll(async () => {
  await api.close()
  await proxy.close()
})

async function scrape(): Promise<Exposition> {
  const response = await fetch(api.metricsUrl)
  expect(response.status).toBe(200)
  return parseExposition(await response.text())
}

async function plantLedger(): Promise<void> {
  const { owner } = api.database
  const [open, closed, other] = [uuid(), uuid(), uuid()]
  await owner`
    INSERT INTO accounts (id, tenant_id, platform, account, kind, closed_until, limits) VALUES
      (${open}, ${TENANT_A}, 'MOCK', 'open', 'user', NULL, NULL),
      (${other}, ${TENANT_B}, 'MOCK', 'other', 'user', NULL, '{"posts": {"count": 2, "seconds": 60}}'),
      (${closed}, ${TENANT_A}, 'META', 'closed', 'user', now() + interval '1 h', NULL)`
  const [waiting, doubtful, session] = [uuid(), uuid(), uuid()]
  const step = (kind: string, dueInS: number, more: { lane?: string; hold?: string; subject?: string } = {}) => owner`
    INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, due_at, check_at, lane, hold)
    VALUES (${uuid()}, ${TENANT_A}, ${more.subject ?? uuid()}, ${kind}, ${uuid()}, now() + ${dueInS} * interval '1 s', now(),
      ${more.lane ?? null}, ${more.hold ?? null})`
  await step('publish', -600)
  await owner`
    INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, due_at, check_at)
    VALUES (${watchStepId('canary:session.vad')}, ${uuid()}, ${uuid()}, 'canary:session.vad', ${uuid()}, now() - interval '40 s', now())`
  await owner`
    INSERT INTO stuck_subjects (subject_id, tenant_id, subject, owner_id, stage, why, since, found_at)
    VALUES (${uuid()}, ${TENANT_A}, 'campaign', ${uuid()}, 'PUBLISH', 'NO_STEP', now(), now())`
  await step('cancel-actions', -60)
  await step('learn', 600)
  await step('transcribe', 600, { hold: 'BREAKER_OPEN' })
  await step('execute-meta', -60, { lane: closed })
  await step('execute-mock', -60, { lane: open })
  await step('expire', 600, { subject: waiting })
  await step('abandon', 600, { subject: session })
  await owner`
    INSERT INTO governance.actions_ledger (id, tenant_id, campaign_id, execution_id, platform, account, payload, governance_hash,
      fingerprint, status, needs_human, execution, expires_at, expires_given, max_late_seconds, proposed_by, authors, preflight,
      audit_seq, audit_hash)
    SELECT id, ${TENANT_A}, ${uuid()}, ${uuid()}, 'MOCK', 'open', '{}', 'h', 'f', status, status = 'OUTCOME_UNKNOWN', 'on_command',
      now() + interval '1 h', true, 60, '{}', '[]', '[]', 1, ''
    FROM (VALUES (${waiting}::uuid, 'PENDING_APPROVAL'), (${doubtful}::uuid, 'OUTCOME_UNKNOWN')) AS planted(id, status)`
  const attempt = (account: string, outcome: string, { action = uuid(), agoS = 10, deadlineS = 5 } = {}) => owner`
    INSERT INTO action_attempts (id, tenant_id, action_id, phase, fence, platform, account, fingerprint, outcome, sender,
      postmaster_start, started_at, deadline_at, ended_at)
    VALUES (${uuid()}, ${account === 'other' ? TENANT_B : TENANT_A}, ${action}, 'publish', 1, 'MOCK', ${account}, ${uuid()}, ${outcome},
      's', now(), now(), now() + ${deadlineS} * interval '1 s',
      ${outcome === 'INTENT' ? null : owner`now() - ${agoS} * interval '1 s'`})`
  await attempt('open', 'UNKNOWN', { action: doubtful })
  await attempt('open', 'INTENT', { deadlineS: 60 })
  await attempt('open', 'INTENT', { deadlineS: -60 })
  await attempt('open', 'NOT_SENT')
  await attempt('open', 'ACCEPTED', { agoS: 7200 })
  await attempt('other', 'ACCEPTED')
  await attempt('other', 'ACCEPTED', { agoS: 100 })
  await owner`
    INSERT INTO sessions (id, tenant_id, status, execution_id, audit_seq, audit_hash, client_timezone, pinned, created_by)
    VALUES (${session}, ${TENANT_A}, 'RECORDING', ${uuid()}, 1, '', 'UTC', '{}', '{}')`
  await owner`
    INSERT INTO kill_switches (key, scope, tenant_id, engaged, reason, changed_by, changed_at) VALUES
      ('tenant x', 'tenant', ${uuid()}, true, 'r', '{}', now()), ('tenant y', 'tenant', ${uuid()}, false, 'r', '{}', now())`
}

async function plantRedis(): Promise<void> {
  const redis = new Redis(inject('backing').REDIS_URL ?? '', { maxRetriesPerRequest: null })
  const name = 'campaign.learn'
  const queue = new Queue(name, { connection: redis, prefix: queuePrefix(api.prefix, name) })
  const now = Date.now()
  await queue.add('learn', {}, { timestamp: now - 1000 })
  await queue.add('learn', {}, { timestamp: now - 2000, priority: 1 })
  await queue.add('learn', {}, { timestamp: now - 90_000, priority: 7 })
  await queue.add('learn', {}, { timestamp: now - 3000, priority: 7 })
  await redis.set(breakerKey(api.prefix, 'core'), now + 60_000)
  await redis.set(breakerKey(api.prefix, 'guard'), now - 1)
  await queue.close()
  redis.disconnect()
}

it('due steps, held steps and barred ones are told by queue and reason, of all tenants', () => {
  const { value } = scraped
  const publish = { queue: 'campaign.publish' }
  expect(value('mandate_steps_due', publish)).toBe(2)
  expect(value('mandate_steps_due_oldest_age_seconds', publish)).toBeGreaterThanOrEqual(600)
  expect(value('mandate_steps_due_oldest_age_seconds', publish)).toBeLessThan(660)
  expect(value('mandate_steps_open', { queue: 'campaign.learn' })).toBe(1)
  expect(value('mandate_canary_late_seconds', { queue: 'session.vad' })).toBeGreaterThan(39)
  expect(value('mandate_steps_open', { queue: 'session.vad' })).toBe(0)
  expect(value('mandate_stuck_subjects', { subject: 'campaign', why: 'NO_STEP' })).toBe(1)
  expect(value('mandate_steps_due', { queue: 'campaign.learn' })).toBe(0)
  expect(value('mandate_steps_held', { reason: 'BREAKER_OPEN' })).toBe(1)
  expect(value('mandate_audio_pending_blocks')).toBe(1)
  expect(value('mandate_steps_due', { queue: 'actuator.mock' })).toBe(1)
  expect(value('mandate_steps_due', { queue: 'actuator.meta' })).toBe(0)
  expect(value('mandate_steps_barred', { queue: 'actuator.meta' })).toBe(1)
})

it('what people have to look at is told: approvals, doubtful outcomes, closed accounts, engaged switches', () => {
  const { value } = scraped
  expect(value('mandate_campaigns_waiting_approval')).toBe(1)
  expect(value('mandate_actions_waiting_approval')).toBe(1)
  expect(value('mandate_actions_needing_human')).toBe(1)
  expect(value('mandate_attempts_unresolved', { platform: 'MOCK' })).toBe(2)
  expect(value('mandate_attempts_in_flight', { platform: 'MOCK' })).toBe(1)
  expect(value('mandate_accounts_closed', { platform: 'META' })).toBe(1)
  expect(value('mandate_accounts_closed', { platform: 'MOCK' })).toBe(0)
  expect(value('mandate_kill_switches_engaged', { scope: 'tenant' })).toBe(1)
  expect(value('mandate_sessions_live', { status: 'RECORDING' })).toBe(1)
})

it('rates count as the claim counts: what is open or ended within the window, but for what was never sent', () => {
  const { value } = scraped
  expect(value('mandate_platform_rate_used', { platform: 'MOCK' })).toBe(5)
  expect(value('mandate_platform_rate_limit', { platform: 'MOCK' })).toBe(10)
  // `open`: three of four; `other`, by its own limits: one of two.
  expect(value('mandate_account_rate_used_ratio_max', { platform: 'MOCK' })).toBe(0.75)
  expect(value('mandate_platform_rate_limit', { platform: 'TWITTER' })).toBe(3)
  expect(value('mandate_platform_rate_used', { platform: 'TWITTER' })).toBe(0)
})

it('the job that has waited longest is found behind every priority, and breakers are told while they hold', () => {
  const { value } = scraped
  expect(value('mandate_queue_depth', { queue: 'campaign.learn' })).toBe(4)
  expect(value('bullmq_job_count', { queue: 'campaign.learn', state: 'prioritized' })).toBe(3)
  expect(value('mandate_queue_oldest_age_seconds', { queue: 'campaign.learn' })).toBeGreaterThanOrEqual(90)
  expect(value('mandate_queue_oldest_age_seconds', { queue: 'campaign.learn' })).toBeLessThan(150)
  expect(value('mandate_breaker_open', { upstream: 'core' })).toBe(1)
  expect(value('mandate_breaker_open', { upstream: 'guard' })).toBe(0)
})

it('its own requests and statements are counted', () => {
  const { value } = scraped
  expect(value('http_request_duration_seconds_count', { method: 'get', route: '/actions', status: '200' })).toBe(1)
  expect(value('mandate_postgres_statement_duration_seconds_count', { role: 'mandate_api' })).toBe(1)
  expect(value('mandate_postgres_pool_connections', { role: 'mandate_api', state: 'busy' })).toBe(0)
})

it('no label is a tenant, an account or an id, and every number is one', () => {
  for (const { name, labels, value } of scraped.samples) {
    if (name.startsWith('nodejs_')) continue
    expect(Number.isFinite(value), name).toBe(true)
    expect(Object.values(labels).join(' ')).not.toMatch(/[0-9a-f]{8}-|\bother\b.*MOCK|\bclosed\b/)
  }
})

it('while Redis is away the rest is answered, and what it would say is missing rather than old', async () => {
  proxy.cut()
  await vi.waitFor(
    async () => expect((await scrape()).value('mandate_scrape_source_up', { source: 'redis' })).toBe(0),
    { timeout: 15_000, interval: 200 },
  )
  const { samples, value } = await scrape()
  expect(value('mandate_scrape_source_up', { source: 'postgres' })).toBe(1)
  expect(value('mandate_steps_due', { queue: 'campaign.publish' })).toBe(2)
  const ofRedis = samples.filter(({ name }) => /^(mandate_queue_|mandate_breaker|bullmq_)/.test(name))
  expect(ofRedis).toEqual([])
})
