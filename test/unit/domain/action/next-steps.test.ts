import { describe, expect, it } from 'vitest'
import type { Action } from '#domain/action/action.ts'
import type { ActionEvent } from '#domain/action/event.ts'
import { stepsAfterEvents } from '#domain/action/next-steps.ts'

const NOW = Date.parse('2026-03-01T10:00:00Z')
const facts = { id: 'a', tenantId: 't', platform: 'MOCK', account: 'x', campaignId: 'c', approvals: [] }
const stepsOf = (status: string, events: ActionEvent[], more: object = {}) =>
  stepsAfterEvents({ ...facts, status, ...more } as unknown as Action, events, { now: NOW, newId: () => 'new' }).map(
    ({ kind, subjectId, dueInMs }) => [kind, subjectId, dueInMs],
  )

describe('what follows from what happened to an action', () => {
  it('queued: it is executed at once', () => {
    expect(stepsOf('QUEUED', [{ type: 'action.queued', why: 'approved' }])).toEqual([['execute-mock', 'a', 0]])
  })

  it('scheduled: it is executed then; limited: as soon as its lane opens', () => {
    const until = '2026-03-01T10:01:00Z'
    expect(stepsOf('SCHEDULED', [{ type: 'action.scheduled', until }])).toEqual([['execute-mock', 'a', 60_000]])
    expect(stepsOf('RATE_LIMITED', [{ type: 'action.rate_limited', until }])).toEqual([['execute-mock', 'a', 0]])
  })

  it('to be sent once more: it stands in its lane since its approval, or since the time it was for', () => {
    const approvals = [{ at: '2026-03-01T09:00:00Z' }, { at: '2026-03-01T09:59:00Z' }]
    const limited: ActionEvent = { type: 'action.rate_limited', until: '2026-03-01T10:01:00Z' }
    const absent: ActionEvent = { type: 'attempt.absent', fence: 1, probes: 3 }
    const queued: ActionEvent = { type: 'action.queued', why: 'proven absent' }
    const sinceMs = (events: ActionEvent[], more: object) => stepsOf('QUEUED', events, { approvals, ...more })[0]?.[2]
    expect(sinceMs([limited], {})).toBe(-60_000)
    expect(sinceMs([absent, queued], {})).toBe(-60_000)
    expect(sinceMs([absent, queued], { scheduleTime: '2026-03-01T09:59:50Z' })).toBe(-10_000)
    expect(sinceMs([queued], {})).toBe(0)
  })

  it.each([
    ['REJECTED', { type: 'action.rejected', reason: 'r' }],
    ['EXPIRED', { type: 'action.expired', expiresAt: '2026-03-01T10:00:00Z' }],
    ['OUTCOME_UNKNOWN', { type: 'attempt.unknown', fence: 1, detail: 'd' }],
    ['OUTCOME_UNKNOWN', { type: 'action.needs_human', why: 'w' }],
  ] as [string, ActionEvent][])('%s: its campaign is woken', (status, event) => {
    expect(stepsOf(status, [event])).toEqual([['publish-check', 'c', 0]])
  })

  it('completed: its metrics are collected', () => {
    const completed: ActionEvent = { type: 'action.completed', platformRefId: 'p', how: 'answer' }
    expect(stepsOf('COMPLETED', [completed])).toEqual([
      ['collect-metrics', 'a', 0],
      ['publish-check', 'c', 0],
    ])
  })

  it('approved by all that are needed: enterprise is asked for a command, unless one comes from outside', () => {
    const approved = (remaining: number): ActionEvent => ({
      ...{ type: 'action.approved', by: { sub: 'bob', principal: 'human' }, digest: 'd', at: '', remaining },
    })
    const of = (remaining: number, execution: string) =>
      stepsOf('APPROVED_BY_HUMAN', [approved(remaining)], { execution, campaignId: undefined })
    expect(of(0, 'on_approval')).toEqual([['command', 'a', 0]])
    expect(of(1, 'on_approval')).toEqual([])
    expect(of(0, 'on_command')).toEqual([])
  })

  it('doubted after a restore and not out: it waits again for what it waited for', () => {
    const returned: ActionEvent = { type: 'action.returned', to: 'APPROVED_BY_HUMAN', why: 'proven absent' }
    const unhashed: ActionEvent = { type: 'action.returned', to: 'PENDING_APPROVAL', why: 'proven absent' }
    const of = (event: ActionEvent, more: object) => stepsOf(event.type, [event], { campaignId: undefined, ...more })
    expect(of(returned, { execution: 'on_approval', digest: 'd' })).toEqual([['command', 'a', 0]])
    expect(of(returned, { execution: 'on_command', digest: 'd' })).toEqual([])
    expect(of(unhashed, {})).toEqual([['prepare-mock', 'a', 0]])
  })

  it('resolved by a person: the platform is asked before it counts', () => {
    const by = { sub: 'bob', principal: 'human' } as const
    const resolution = { by, comment: 'c', outcome: 'not_published', retry: false } as const
    expect(stepsOf('OUTCOME_UNKNOWN', [{ type: 'resolution.asked', resolution }])).toEqual([['resolve', 'a', 0]])
  })

  it('nobody is woken where there is no campaign, or nothing happened', () => {
    expect(stepsOf('REJECTED', [{ type: 'action.rejected', reason: 'r' }], { campaignId: undefined })).toEqual([])
    expect(stepsOf('COMPLETED', [])).toEqual([])
  })
})
