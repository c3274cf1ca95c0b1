import { describe, expect, it } from 'vitest'
import {
  addTrace,
  type CampaignFailure,
  CampaignPayload,
  canRetry,
  isTerminal,
  markFailed,
} from '#contracts/campaign-payload.ts'
import { CAMPAIGN_STATUSES } from '#domain/campaign/campaign-state.ts'

const NOW = new Date('2026-03-01T10:00:00Z')
const id = '0198a000-0000-7000-8000-000000000001'

const payload = CampaignPayload.parse({
  campaign_id: id,
  tenant_id: id,
  execution_id: id,
  state: 'RADAR_SCAN',
  status: 'running',
  retry_count: 0,
  max_retries: 3,
  brief: { objective: 'sell' },
  channels: [{ platform: 'MOCK', account: 'demo' }],
  strategy_brief: null,
  content: [],
  quality_report: null,
  publications: [],
  learnings: [],
  failure: null,
  execution_log: [],
  metadata: {},
  created_at: NOW.toISOString(),
  updated_at: NOW.toISOString(),
})
const failure: CampaignFailure = { reason: 'UPSTREAM_ERROR', stage: 'RADAR_SCAN', detail: 'd', retryable: true }

describe('addTrace', () => {
  it('numbers on and leaves the payload before as it was', () => {
    const once = addTrace(payload, 'orchestrator', 'stage.started', { stage: 'RADAR_SCAN' }, NOW)
    const twice = addTrace(once, 'radar', 'stage.completed', {}, NOW)
    expect(twice.execution_log.map(({ seq, action }) => [seq, action])).toEqual([
      [1, 'stage.started'],
      [2, 'stage.completed'],
    ])
    expect(once.execution_log).toHaveLength(1)
    expect(payload.execution_log).toEqual([])
    expect(CampaignPayload.parse(twice)).toEqual(twice)
  })
})

describe('markFailed', () => {
  it('fails it, says why, and traces it', () => {
    const failed = markFailed(payload, failure, 'orchestrator', NOW)
    expect(failed).toMatchObject({ state: 'FAILED', status: 'failed', failure, updated_at: NOW.toISOString() })
    expect(failed.execution_log).toMatchObject([{ seq: 1, action: 'campaign.failed', details: failure }])
    expect(CampaignPayload.parse(failed)).toEqual(failed)
    expect(payload.status).toBe('running')
  })
})

describe('isTerminal', () => {
  it.each(CAMPAIGN_STATUSES)('%s', status => {
    expect(isTerminal({ ...payload, status })).toBe(['completed', 'failed', 'cancelled'].includes(status))
  })
})

describe('canRetry', () => {
  it.each([
    ['failed with retries left', 2, 3, true],
    ['failed with all retries used', 3, 3, false],
    ['failed and none allowed', 0, 0, false],
  ])('%s', (_, retry_count, max_retries, expected) => {
    expect(canRetry({ ...markFailed(payload, failure), retry_count, max_retries })).toBe(expected)
  })

  it('not what has not failed', () => {
    expect(canRetry(payload)).toBe(false)
    expect(canRetry({ ...payload, status: 'cancelled' })).toBe(false)
  })
})
