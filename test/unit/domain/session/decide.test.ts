import { describe, expect, it } from 'vitest'
import { IllegalTransition } from '#domain/errors.ts'
import { decideSession, type SessionCommand } from '#domain/session/decide.ts'
import { sessionEventDetails } from '#domain/session/event.ts'
import { evolveSession } from '#domain/session/evolve.ts'
import { DEFAULT_SESSION_TIMES, stepsAfter, stepsEnded } from '#domain/session/next-steps.ts'
import type { Session, SessionFailure } from '#domain/session/session.ts'
import { SESSION_STATUSES, type SessionStatus } from '#domain/session/session-status.ts'

const session = (more: Partial<Session> = {}): Session => ({
  ...{ id: 's', tenantId: 't', executionId: 'e', status: 'RECORDING', epoch: 3 },
  ...more,
})

const failure = (stage: SessionFailure['stage']): SessionFailure => ({
  ...{ reason: 'UPSTREAM_ERROR', stage, detail: 'it answered 500', retryable: true },
})

const COMMANDS = {
  resume: { type: 'resume' },
  changeContext: { type: 'changeContext', effectiveFromMs: 0, change: { topic: 'the merger', restricted: true } },
  editBlock: { type: 'editBlock', sequenceId: 2, edit: { text: 'the secret', restricted: true } },
  addAsset: { type: 'addAsset', assetId: 'a', sha256: '00', bytes: 1 },
  finalize: { type: 'finalize', highestReceived: 7 },
  resurrect: { type: 'resurrect' },
  assetChecked: { type: 'assetChecked', assetId: 'a' },
  parentChecked: { type: 'parentChecked' },
  build: { type: 'build', chunks: 7, missing: 1 },
  assembled: { type: 'assembled', blocks: 7, bytes: 1, sha256: '00', byReference: false },
  built: { type: 'built', documents: [] },
  sealed: { type: 'sealed', snapshotId: 'n', integrityHash: '00' },
  finish: { type: 'finish', objects: 3 },
  fail: { type: 'fail', failure: failure('GUARD') },
  abandon: { type: 'abandon', idleSince: '2026-11-20T09:00:00.000Z' },
  archived: { type: 'archived', objects: 2, sha256: '00' },
} satisfies { [T in SessionCommand['type']]: Extract<SessionCommand, { type: T }> }

/** The status after, `=` when nothing is to be done, or the code of the refusal. */
const INVALID = 'INVALID_STATE'
const CLOSED = 'SESSION_CLOSED'
const TABLE: Record<keyof typeof COMMANDS, Partial<Record<SessionStatus, string>> & { otherwise: string }> = {
  resume: { RECORDING: 'RECORDING', DRAINING: 'DRAINING', otherwise: CLOSED },
  changeContext: { RECORDING: 'RECORDING', DRAINING: 'DRAINING', otherwise: CLOSED },
  editBlock: { RECORDING: 'RECORDING', DRAINING: 'DRAINING', otherwise: CLOSED },
  addAsset: { RECORDING: 'RECORDING', DRAINING: 'DRAINING', otherwise: CLOSED },
  finalize: {
    ...{ RECORDING: 'DRAINING', BUILD_FAILED: 'BUILDING', GUARD_FAILED: 'SEALING', CUSTODY_FAILED: 'SEALING' },
    ...{ ABANDONED: INVALID, otherwise: '=' },
  },
  resurrect: { ABANDONED: 'RECORDING', otherwise: INVALID },
  assetChecked: { otherwise: 'as it was' },
  parentChecked: { otherwise: 'as it was' },
  build: { DRAINING: 'BUILDING', otherwise: INVALID },
  assembled: { BUILDING: 'BUILDING', BUILD_FAILED: 'BUILDING', otherwise: INVALID },
  built: { BUILDING: 'SEALING', BUILD_FAILED: 'SEALING', otherwise: INVALID },
  sealed: { SEALING: 'SEALING', GUARD_FAILED: 'SEALING', otherwise: INVALID },
  finish: { SEALING: 'FINALIZED', CUSTODY_FAILED: 'FINALIZED', otherwise: INVALID },
  fail: {
    ...{ BUILDING: 'GUARD_FAILED', SEALING: 'GUARD_FAILED', BUILD_FAILED: 'GUARD_FAILED' },
    ...{ GUARD_FAILED: 'GUARD_FAILED', CUSTODY_FAILED: 'GUARD_FAILED', otherwise: INVALID },
  },
  abandon: { RECORDING: 'ABANDONED', otherwise: INVALID },
  archived: { ABANDONED: 'ABANDONED', otherwise: INVALID },
}

describe.each(SESSION_STATUSES)('a session that is %s', status => {
  it.each(Object.keys(COMMANDS) as (keyof typeof COMMANDS)[])('answers %s as the table says', type => {
    const before = session({ status })
    const expected = TABLE[type][status] ?? TABLE[type].otherwise
    const outcome = () => {
      const events = decideSession(before, COMMANDS[type])
      return events.length === 0 ? '=' : events.reduce(evolveSession, before).status
    }
    if (expected === INVALID || expected === CLOSED)
      expect(outcome).toThrow(expect.objectContaining({ code: expected }))
    else expect(outcome()).toBe(expected === 'as it was' ? status : expected)
  })
})

describe('a decision', () => {
  it('to resume begins the next epoch and changes nothing else', () => {
    const [event] = decideSession(session(), COMMANDS.resume)
    expect(event && evolveSession(session(), event)).toEqual(session({ epoch: 4 }))
  })

  it('to resurrect begins the next epoch: whoever recorded before is superseded', () => {
    const before = session({ status: 'ABANDONED' })
    const [event] = decideSession(before, COMMANDS.resurrect)
    expect(event && evolveSession(before, event)).toEqual(session({ epoch: 4 }))
  })

  it.each([
    [undefined, 7],
    [9, 9],
    [3, 7],
  ])('to finalize up to %s waits for %i: what has come is never left out', (lastSequenceId, expected) => {
    const command = { ...COMMANDS.finalize, ...(lastSequenceId === undefined ? {} : { lastSequenceId }) }
    expect(decideSession(session(), command)).toEqual([{ type: 'session.draining', lastSequenceId: expected }])
  })

  it('to finalize what was abandoned names what is possible', () => {
    const decide = () => decideSession(session({ status: 'ABANDONED' }), COMMANDS.finalize)
    expect(decide).toThrow(IllegalTransition)
    expect(decide).toThrow(expect.objectContaining({ members: { state: 'ABANDONED', allowed: ['resurrect'] } }))
  })

  it.each(['BUILD', 'GUARD', 'CUSTODY'] as const)('that %s failed is forgotten once a try succeeds', stage => {
    const failed = evolveSession(session({ status: 'SEALING' }), { type: 'session.failed', failure: failure(stage) })
    expect(failed).toMatchObject({ status: `${stage}_FAILED`, failure: failure(stage) })
    expect(evolveSession(failed, { type: 'session.retried', stage })).not.toHaveProperty('failure')
  })

  it.each([
    ['changeContext', ['topic', 'restricted'], { effective_from: '1970-01-01T00:00:00.000Z' }],
    ['editBlock', ['text', 'restricted'], { sequence_id: 2 }],
  ] as const)('of %s stands in the trail without what it says, which may be confidential', (type, changed, more) => {
    const [event] = decideSession(session(), COMMANDS[type])
    expect(event && sessionEventDetails(event)).toEqual({ ...more, changed, restricted: true })
  })
})

describe('the steps after an event', () => {
  const stepsOf = (type: keyof typeof COMMANDS, status: SessionStatus) =>
    decideSession(session({ status }), COMMANDS[type]).flatMap(event => stepsAfter(event, DEFAULT_SESSION_TIMES))

  it.each([
    ['finalize', 'RECORDING', ['drain']],
    ['build', 'DRAINING', ['assemble']],
    ['assembled', 'BUILDING', ['build']],
    ['built', 'BUILDING', ['seal']],
    ['sealed', 'SEALING', ['custody']],
    ['finish', 'SEALING', ['collect-orphans', 'clear-session']],
    ['finalize', 'BUILD_FAILED', ['assemble']],
    ['finalize', 'GUARD_FAILED', ['seal']],
    ['finalize', 'CUSTODY_FAILED', ['custody']],
    ['abandon', 'RECORDING', ['archive']],
    ['resurrect', 'ABANDONED', ['abandon']],
    ['addAsset', 'RECORDING', ['check-asset']],
    ['fail', 'SEALING', []],
  ] as const)('%s of one that is %s: %j', (type, status, kinds) => {
    expect(stepsOf(type, status).map(({ kind }) => kind)).toEqual(kinds)
  })

  it('a retry by hand takes the place of the one that was to come by itself', () => {
    expect(stepsEnded({ type: 'session.retried', stage: 'BUILD' })).toEqual(['assemble', 'build'])
    expect(stepsEnded({ type: 'session.retried', stage: 'GUARD' })).toEqual(['seal'])
    expect(stepsEnded({ type: 'session.draining', lastSequenceId: 1 })).toEqual(['abandon'])
  })

  it('audio stays beside its copy for longer than a link to it holds', () => {
    const [, clear] = stepsOf('finish', 'SEALING')
    expect(clear?.dueInMs).toBeGreaterThan(7 * 86_400_000)
  })
})
