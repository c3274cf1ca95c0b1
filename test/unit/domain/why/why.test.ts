import { describe, expect, it } from 'vitest'
import type { ActionStatus } from '#domain/action/action-status.ts'
import type { ActionView, ActionWaits } from '#domain/ports/action-view.ts'
import type { CampaignWaits } from '#domain/ports/campaign-ledger.ts'
import { whyAction } from '#domain/why/why-action.ts'
import { whyCampaign } from '#domain/why/why-campaign.ts'

const NOW = new Date('2026-11-20T09:00:00Z')
const LATER = new Date('2026-11-20T09:05:00Z')
const EARLIER = new Date('2026-11-20T08:55:00Z')
const ID = '0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b'

describe('why of a campaign', () => {
  const facts = { id: ID, tenantId: ID, executionId: ID, retryCount: 0, maxRetries: 3 }
  const of = (campaign: object, rest: Partial<CampaignWaits> = {}) =>
    whyCampaign(
      {
        view: { campaign: { ...facts, ...campaign }, updatedAt: EARLIER } as CampaignWaits['view'],
        steps: [],
        actions: [],
        ...rest,
      },
      NOW,
    )
  const action = (status: ActionStatus, more: object = {}) => ({
    actionId: ID,
    status,
    needsHuman: false,
    expiresAt: LATER,
    since: EARLIER,
    ...more,
  })
  const waiting = { status: 'waiting', state: 'PUBLISH' }
  const running = { status: 'running', state: 'RADAR_SCAN' }
  const step = (more: object) => ({ kind: 'radar-scan', attempt: 1, run: 1, dueAt: EARLIER, ...more })

  it.each<[string, object, Partial<CampaignWaits>]>([
    ['AWAITING_COMMAND', { status: 'draft', state: 'IDLE' }, {}],
    ['RUNNING', running, { steps: [step({})] }],
    ['RUNNING', running, {}],
    ['UPSTREAM_RETRY', running, { steps: [step({ attempt: 2, run: 2, dueAt: LATER })] }],
    ['BREAKER_OPEN', running, { steps: [step({ run: 2, dueAt: LATER })] }],
    [
      'NEEDS_HUMAN',
      waiting,
      { actions: [action('PENDING_APPROVAL'), action('OUTCOME_UNKNOWN', { needsHuman: true })] },
    ],
    ['AWAITING_APPROVAL', waiting, { actions: [action('QUEUED'), action('PENDING_APPROVAL')] }],
    ['RECONCILING', waiting, { actions: [action('OUTCOME_UNKNOWN')] }],
    ['AWAITING_COMMAND', waiting, { actions: [action('APPROVED_BY_HUMAN')] }],
    ['ACCOUNT_CLOSED', waiting, { actions: [action('RATE_LIMITED', { retryAt: LATER })] }],
    ['SCHEDULED', waiting, { actions: [action('SCHEDULED')] }],
    ['QUEUED', waiting, { actions: [action('QUEUED')] }],
    ['RUNNING', waiting, { actions: [action('EXECUTING')] }],
    ['FINAL', { status: 'completed', state: 'LEARN' }, {}],
    ['FINAL', { status: 'cancelled', state: 'PUBLISH' }, {}],
    ['FINAL', { status: 'failed', state: 'FAILED', failure: { stage: 'PUBLISH', reason: 'INTERNAL' } }, {}],
  ])('%s', (reason, campaign, rest) => {
    expect(of(campaign, rest).reason).toBe(reason)
  })

  it('says since when and until when', () => {
    expect(of(waiting, { actions: [action('PENDING_APPROVAL')] })).toMatchObject({
      since: EARLIER.toISOString(),
      until: LATER.toISOString(),
    })
  })
})

describe('why of an action', () => {
  const of = (status: ActionStatus, rest: Partial<ActionWaits> = {}, more: object = {}) => {
    const action = {
      id: ID,
      platform: 'MOCK',
      account: 'demo',
      status,
      expiresAt: LATER.toISOString(),
      approvals: [],
      approvalsRequired: 1,
      needsHuman: false,
      retryAt: LATER.toISOString(),
      ...more,
    }
    const view = { action, updatedAt: EARLIER } as unknown as ActionView
    return whyAction({ view, steps: [], ...rest }, NOW)
  }

  type Case = [string, ActionStatus, Partial<ActionWaits>, object]
  const step = (kind: string, hold: string) => ({ kind, attempt: 1, run: 2, dueAt: LATER, hold })

  it.each<Case>([
    ['AWAITING_APPROVAL', 'PENDING_APPROVAL', {}, {}],
    ['AWAITING_COMMAND', 'APPROVED_BY_HUMAN', {}, {}],
    ['SCHEDULED', 'SCHEDULED', {}, { scheduleTime: LATER.toISOString() }],
    ['QUEUED', 'QUEUED', {}, {}],
    ['ACCOUNT_CLOSED', 'QUEUED', { accountClosed: { until: LATER, reason: 'the platform answered 429' } }, {}],
    ['ACCOUNT_CLOSED', 'RATE_LIMITED', { accountClosed: { until: LATER, reason: 'the platform answered 429' } }, {}],
    ['PLATFORM_LIMIT', 'QUEUED', { accountClosed: { until: LATER, reason: 'its window is full' } }, {}],
    ['PLATFORM_LIMIT', 'QUEUED', { platformFullUntil: LATER }, {}],
    ['BUDGET', 'QUEUED', { steps: [step('execute-mock', 'BUDGET')] }, {}],
    ['ENTERPRISE_REFUSED', 'APPROVED_BY_HUMAN', { steps: [step('command', 'ENTERPRISE_REFUSED')] }, {}],
    ['BREAKER_OPEN', 'APPROVED_BY_HUMAN', { steps: [step('command', 'BREAKER_OPEN')] }, {}],
    ['UPSTREAM_RETRY', 'APPROVED_BY_HUMAN', { steps: [step('command', 'UPSTREAM_RETRY')] }, {}],
    ...(['PENDING_APPROVAL', 'APPROVED_BY_HUMAN', 'QUEUED', 'RATE_LIMITED'] as const).map(
      status => ['KILL_SWITCH', status, { heldBy: { scope: 'global', reason: 'r', since: EARLIER } }, {}] as Case,
    ),
    ['RUNNING', 'EXECUTING', {}, {}],
    ['RECONCILING', 'OUTCOME_UNKNOWN', {}, {}],
    ['NEEDS_HUMAN', 'OUTCOME_UNKNOWN', {}, { needsHuman: true }],
    ...(['COMPLETED', 'FAILED', 'REJECTED', 'CANCELLED', 'EXPIRED', 'MISSED'] as const).map(
      status => ['FINAL', status, {}, {}] as [string, ActionStatus, Partial<ActionWaits>, object],
    ),
  ])('%s in %s', (reason, status, rest, more) => {
    expect(of(status, rest, more).reason).toBe(reason)
  })
})
