// What the domain does to a subject and what webhooks say of it are the same.
import { describe, expect, it } from 'vitest'
import { WebhookEvent } from '#contracts/webhook-event.ts'
import type { Action } from '#domain/action/action.ts'
import { ACTION_STATUSES } from '#domain/action/action-status.ts'
import { type ActionEvent, actionEventDetails } from '#domain/action/event.ts'
import { evolveAction } from '#domain/action/evolve.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { Campaign } from '#domain/campaign/campaign.ts'
import { CAMPAIGN_STATES, CAMPAIGN_STATUSES } from '#domain/campaign/campaign-state.ts'
import { type CampaignEvent, eventDetails } from '#domain/campaign/event.ts'
import { evolve } from '#domain/campaign/evolve.ts'
import { type SessionEvent, sessionEventDetails } from '#domain/session/event.ts'
import { evolveSession } from '#domain/session/evolve.ts'
import type { Session } from '#domain/session/session.ts'
import { SESSION_STATUSES } from '#domain/session/session-status.ts'
import { asksFor, WEBHOOK_EVENT_TYPES } from '#domain/webhook/event-types.ts'
import { stateChangeOf, TELLING_ENTRIES } from '#domain/webhook/state-change.ts'

const told = (action: string, details: JsonObject, seq = 5) => {
  const word = (name: string) => (typeof details[name] === 'string' ? details[name] : null)
  const remaining = typeof details.remaining === 'number' ? details.remaining : null
  return stateChangeOf({ action, seq, stage: word('stage'), fromStage: word('from_stage'), to: word('to'), remaining })
}

const error = { code: 'X', message: 'm', retryable: false } as never
const by = { sub: 'ann', principal: 'human' } as const
const at = '2026-11-20T09:00:00.000Z'
/** None of what follows stays there. */
const action = { status: 'QUEUED', approvals: [], authors: [] } as unknown as Action
const ACTION_EVENTS: ActionEvent[] = [
  { type: 'action.media_ready', digest: 'd', mediaSha256: [] },
  { type: 'action.edited', by, edit: { changed: [] } as never, voided: 0 },
  { type: 'action.approved', by, digest: 'd', at, remaining: 0 },
  { type: 'action.approved', by, digest: 'd', at, remaining: 2 },
  { type: 'action.queued', why: 'w' },
  { type: 'action.returned', to: 'APPROVED_BY_HUMAN', why: 'w' },
  { type: 'action.returned', to: 'PENDING_APPROVAL', why: 'w' },
  { type: 'action.scheduled', until: at },
  { type: 'action.rejected', reason: 'r' },
  { type: 'action.cancelled', reason: 'r' },
  { type: 'action.expired', expiresAt: at },
  { type: 'action.missed', scheduleTime: at, maxLateSeconds: 1 },
  { type: 'attempt.started', fence: 1 },
  { type: 'attempt.unknown', fence: 1, detail: 'd' },
  { type: 'action.needs_human', why: 'w' },
  { type: 'action.rate_limited', until: at },
  { type: 'action.completed', platformRefId: '1', how: 'answer' },
  { type: 'action.failed', error },
]

it.each(ACTION_EVENTS.map(event => [event.type, event] as const))(
  '%s says the status that the action has then',
  (_, event) => {
    expect(told(event.type, actionEventDetails(event))).toMatchObject({
      subject: 'action',
      status: evolveAction(action, event).status,
    })
  },
)

const campaign = { status: 'running', state: 'PUBLISH' } as unknown as Campaign
const CAMPAIGN_EVENTS: CampaignEvent[] = [
  { type: 'campaign.started', executionId: 'e' },
  { type: 'stage.started', stage: 'CONTENT_PROD' },
  { type: 'stage.waiting', stage: 'PUBLISH', note: {} },
  { type: 'campaign.completed' },
  { type: 'campaign.failed', failure: { stage: 'PUBLISH' } as never, note: {} },
  { type: 'campaign.retried', executionId: 'e', fromStage: 'QUALITY_AUDIT', retryCount: 1 },
]

it.each(CAMPAIGN_EVENTS.map(event => [event.type, event] as const))(
  '%s says where the campaign stands then',
  (_, event) => {
    const { status, state } = evolve(campaign, event)
    expect(told(event.type, eventDetails(event))).toMatchObject({
      subject: 'campaign',
      ...{ state, status: status === 'waiting' ? 'waiting_approval' : status },
    })
  },
)

const session = { status: 'DRAINING' } as unknown as Session
const failure = (stage: 'BUILD' | 'GUARD' | 'CUSTODY') => ({ stage, detail: 'd' }) as never
const SESSION_EVENTS: SessionEvent[] = [
  { type: 'session.draining', lastSequenceId: 1 },
  { type: 'session.building', chunks: 1, missing: 0 },
  { type: 'session.built', documents: [] },
  { type: 'session.finalized', objects: 1 },
  { type: 'session.failed', failure: failure('BUILD') },
  { type: 'session.failed', failure: failure('GUARD') },
  { type: 'session.failed', failure: failure('CUSTODY') },
  { type: 'session.retried', stage: 'BUILD' },
  { type: 'session.retried', stage: 'GUARD' },
  { type: 'session.abandoned', idleSince: at },
  { type: 'session.resurrected', epoch: 2 },
]

it.each(SESSION_EVENTS.map(event => [event.type, event] as const))(
  '%s says the status that the session has then',
  (_, event) => {
    expect(told(event.type, sessionEventDetails(event))).toMatchObject({
      subject: 'session',
      status: evolveSession(session, event).status,
    })
  },
)

describe('the list of types', () => {
  const everything = [...ACTION_EVENTS, ...CAMPAIGN_EVENTS, ...SESSION_EVENTS].map(({ type }) => type)
  const begun = ['campaign.created', 'action.proposed', 'session.started', 'campaign.cancelled']

  it('is what entries lead to, a test apart: no type without an entry, and no telling entry untested', () => {
    const types = TELLING_ENTRIES.map(name => told(name, {}, 1)?.type)
    expect([...types].sort()).toEqual(WEBHOOK_EVENT_TYPES.filter(type => type !== 'webhook.test').sort())
    expect([...new Set([...everything, ...begun])].sort()).toEqual([...TELLING_ENTRIES].sort())
  })

  it('has only words of the contract in what is said', () => {
    const words: readonly string[] = [...ACTION_STATUSES, ...CAMPAIGN_STATUSES, ...SESSION_STATUSES]
    for (const name of TELLING_ENTRIES) {
      const { status = '', state } = told(name, { stage: 'BUILD', from_stage: 'PUBLISH' }, 1) ?? {}
      expect(words).toContain(status)
      if (state !== undefined && name !== 'stage.started') expect(CAMPAIGN_STATES).toContain(state)
    }
  })

  it('does not take what a campaign notes of its actions for the action’s own', () => {
    expect(told('action.proposed', { action_id: 'a', channel: 'c' }, 9)).toBeUndefined()
    expect(told('action.ended', {}, 1)).toBeUndefined()
    expect(told('constructor', {}, 1)).toBeUndefined()
  })

  it('is asked for by name, by subject, or as a whole', () => {
    expect(asksFor(['*'], 'action.failed')).toBe(true)
    expect(asksFor(['session.*', 'action.*'], 'action.failed')).toBe(true)
    expect(asksFor(['action.completed'], 'action.failed')).toBe(false)
    expect(asksFor(['campaign.*'], 'action.failed')).toBe(false)
  })

  it('is closed on the wire', () => {
    const data = {
      subject: 'action',
      id: crypto.randomUUID(),
      tenant_id: crypto.randomUUID(),
      seq: 1,
      status: 'FAILED',
    }
    expect(WebhookEvent.safeParse({ type: 'action.failed', timestamp: at, data }).success).toBe(true)
    expect(WebhookEvent.safeParse({ type: 'action.flown', timestamp: at, data }).success).toBe(false)
  })
})
