import { describe, expect, it } from 'vitest'
import type { Action, ActionEdit } from '#domain/action/action.ts'
import { ACTION_STATUSES, type ActionStatus, isFinalActionStatus } from '#domain/action/action-status.ts'
import { allowedActionCommands } from '#domain/action/allowed-commands.ts'
import { type ActionCommand, APPROVAL_TTL_MS, decideAction } from '#domain/action/decide.ts'
import { evolveAction } from '#domain/action/evolve.ts'
import type { Actor } from '#domain/actor.ts'
import { MandateError } from '#domain/errors.ts'

const NOW = Date.parse('2026-03-01T10:00:00Z')
const BOB: Actor = { sub: 'bob', principal: 'human' }
const DIGEST = 'd'.repeat(64)
const error = { code: 'X', message: 'm', retryable: false }

function action(status: ActionStatus, more: Partial<Action> = {}): Action {
  return {
    id: 'a',
    tenantId: 't',
    platform: 'MOCK',
    account: 'demo',
    execution: 'on_approval',
    authors: ['ann'],
    digest: DIGEST,
    approvals: [],
    approvalsRequired: 1,
    expiresAt: '2026-03-08T10:00:00.000Z',
    expiresGiven: false,
    maxLateSeconds: 3600,
    status,
    ...(status === 'RATE_LIMITED' ? { retryAt: '2026-03-01T11:00:00Z' } : {}),
    ...(status === 'OUTCOME_UNKNOWN' ? { needsHuman: false } : {}),
    ...(status === 'COMPLETED' ? { platformRefId: 'p' } : {}),
    ...(status === 'FAILED' ? { error } : {}),
    ...more,
  } as Action
}

const EDIT: ActionEdit = {
  changed: ['payload'],
  account: 'other',
  digest: 'e'.repeat(64),
  expiresAt: '2026-03-09T10:00:00.000Z',
  expiresGiven: true,
  maxLateSeconds: 60,
  approvalsRequired: 2,
}
const RESOLUTION = { by: BOB, comment: 'c', outcome: 'not_published' } as const
const COMMANDS: Record<string, ActionCommand> = {
  noteMedia: { type: 'noteMedia', digest: DIGEST, mediaSha256: [] },
  approve: { type: 'approve', by: BOB, digest: DIGEST },
  reject: { type: 'reject', by: BOB, reason: 'r' },
  edit: { type: 'edit', by: BOB, edit: EDIT },
  cancel: { type: 'cancel', reason: 'r' },
  expire: { type: 'expire' },
  miss: { type: 'miss' },
  complete: { type: 'complete', platformRefId: 'p', how: 'answer' },
  fail: { type: 'fail', error },
  notSent: { type: 'notSent', fence: 1, detail: 'd' },
  rateLimit: { type: 'rateLimit', fence: 1, until: '2026-03-01T11:00:00Z', detail: '429' },
  execute: { type: 'execute', jti: 'j', bodySha256: 'b', how: 'http' },
  askResolution: { type: 'askResolution', resolution: { ...RESOLUTION, retry: true } },
  'resolve, again': {
    type: 'resolve',
    fence: 1,
    probes: 3,
    resolution: { ...RESOLUTION, retry: true },
    commanded: true,
  },
  'resolve, over': {
    type: 'resolve',
    fence: 1,
    probes: 3,
    resolution: { ...RESOLUTION, retry: false },
    commanded: true,
  },
  'resolve, there': {
    type: 'resolve',
    fence: 1,
    probes: 3,
    resolution: { by: BOB, comment: 'c', outcome: 'published', platformRefId: 'p' },
    commanded: true,
  },
  lose: { type: 'lose', fence: 1, detail: 'd' },
  'prove absent, again': { type: 'proveAbsent', fence: 1, probes: 3, requeue: true, commanded: true },
  'prove absent, back': { type: 'proveAbsent', fence: 1, probes: 3, requeue: true, commanded: false },
  'prove absent, inbox': { type: 'proveAbsent', fence: 1, probes: 3, requeue: false, commanded: true },
  doubt: { type: 'doubt', fence: 1, detail: 'd' },
  askHuman: { type: 'askHuman', why: 'w' },
}

const BEFORE_ITS_TURN = {
  edit: 'PENDING_APPROVAL',
  cancel: 'CANCELLED',
  expire: 'EXPIRED',
  miss: 'MISSED',
  fail: 'FAILED',
  doubt: 'OUTCOME_UNKNOWN',
} as const

/** given: { when: the status after it }; every pair that is not here is refused. */
const THEN: Record<ActionStatus, Record<string, ActionStatus>> = {
  PENDING_APPROVAL: {
    doubt: 'OUTCOME_UNKNOWN',
    noteMedia: 'PENDING_APPROVAL',
    approve: 'APPROVED_BY_HUMAN',
    reject: 'REJECTED',
    edit: 'PENDING_APPROVAL',
    cancel: 'CANCELLED',
    expire: 'EXPIRED',
    fail: 'FAILED',
  },
  APPROVED_BY_HUMAN: {
    doubt: 'OUTCOME_UNKNOWN',
    execute: 'QUEUED',
    reject: 'REJECTED',
    edit: 'PENDING_APPROVAL',
    cancel: 'CANCELLED',
    expire: 'EXPIRED',
    fail: 'FAILED',
  },
  SCHEDULED: { ...BEFORE_ITS_TURN },
  QUEUED: { ...BEFORE_ITS_TURN },
  RATE_LIMITED: { ...BEFORE_ITS_TURN },
  EXECUTING: {
    complete: 'COMPLETED',
    fail: 'FAILED',
    notSent: 'QUEUED',
    rateLimit: 'RATE_LIMITED',
    lose: 'OUTCOME_UNKNOWN',
  },
  OUTCOME_UNKNOWN: {
    complete: 'COMPLETED',
    fail: 'FAILED',
    notSent: 'QUEUED',
    rateLimit: 'RATE_LIMITED',
    'prove absent, again': 'QUEUED',
    'prove absent, back': 'PENDING_APPROVAL',
    'prove absent, inbox': 'OUTCOME_UNKNOWN',
    askHuman: 'OUTCOME_UNKNOWN',
    askResolution: 'OUTCOME_UNKNOWN',
    'resolve, again': 'QUEUED',
    'resolve, over': 'FAILED',
    'resolve, there': 'COMPLETED',
  },
  COMPLETED: {},
  FAILED: {},
  REJECTED: {},
  CANCELLED: {},
  EXPIRED: {},
  MISSED: {},
}

const PAIRS = ACTION_STATUSES.flatMap(status =>
  Object.entries(COMMANDS).map(([when, command]) => [status, when, command] as const),
)

describe('an edit', () => {
  const approved = action('APPROVED_BY_HUMAN', {
    approvals: [{ ...BOB, digest: DIGEST, at: '2026-03-01T09:00:00.000Z' }],
    scheduleTime: '2026-03-02T10:00:00.000Z',
  })
  const edited = (edit: ActionEdit, by = BOB) =>
    decideAction(approved, { type: 'edit', by, edit }, NOW).reduce(evolveAction, approved)

  it('voids what was approved, and its author may not approve it', () => {
    const after = edited(EDIT)
    expect(after).toMatchObject({
      status: 'PENDING_APPROVAL',
      approvals: [],
      authors: ['ann', 'bob'],
      account: 'other',
    })
    expect(after).not.toHaveProperty('scheduleTime')
    expect(after).not.toHaveProperty('changed')
    expect(() => decideAction(after, { type: 'approve', by: BOB, digest: after.digest ?? '' }, NOW)).toThrow(
      expect.objectContaining({ code: 'SELF_APPROVAL' }),
    )
  })

  it('leaves no digest where media have to be hashed first', () => {
    const { digest: _, ...withMedia } = EDIT
    expect(edited(withMedia)).not.toHaveProperty('digest')
  })

  it('that changes nothing is no event, and voids nothing', () => {
    expect(edited({ ...EDIT, changed: [] })).toBe(approved)
  })

  it.each(['EXECUTING', 'OUTCOME_UNKNOWN', 'COMPLETED'] as const)('is too late once it is %s', status => {
    expect(() => decideAction(action(status), { type: 'edit', by: BOB, edit: EDIT }, NOW)).toThrow(
      expect.objectContaining({ code: 'TOO_LATE' }),
    )
  })
})

describe('what was doubted and is proven absent', () => {
  const back = (more: Partial<Action>, commanded = false) => {
    const unknown = action('OUTCOME_UNKNOWN', more)
    const proof: ActionCommand = { type: 'proveAbsent', fence: 1, probes: 3, requeue: true, commanded }
    return decideAction(unknown, proof, NOW).reduce(evolveAction, unknown).status
  }
  const approvals = [{ ...BOB, digest: DIGEST, at: '2026-03-01T09:00:00.000Z' }]

  it('is queued only where a command for it is known, and needs one where only its approvals are', () => {
    expect(back({ approvals }, true)).toBe('QUEUED')
    expect(back({ approvals })).toBe('APPROVED_BY_HUMAN')
    expect(back({ approvals, approvalsRequired: 2 })).toBe('PENDING_APPROVAL')
  })
})

describe('an action', () => {
  it.each(PAIRS.filter(([status, when]) => THEN[status][when] !== undefined))(
    '%s + %s leads on',
    (status, when, command) => {
      const after = decideAction(action(status), command, NOW).reduce(evolveAction, action(status))
      expect(after.status).toBe(THEN[status][when])
    },
  )

  it.each(PAIRS.filter(([status, when]) => THEN[status][when] === undefined))(
    '%s + %s is refused',
    (status, _, command) => {
      expect(() => decideAction(action(status), command, NOW)).toThrow(MandateError)
    },
  )

  it.each(ACTION_STATUSES)('%s tells a client exactly the commands that it takes', status => {
    const asked = {
      approve: 'approve',
      reject: 'reject',
      edit: 'edit',
      cancel: 'cancel',
      execute: 'execute',
      resolve: 'askResolution',
    }
    const taken = Object.entries(asked).filter(([, when]) => THEN[status][when] !== undefined)
    expect(allowedActionCommands(status).sort()).toEqual(taken.map(([name]) => name).sort())
  })

  it.each(ACTION_STATUSES)('%s is final exactly when nothing leads out of it', status => {
    expect(isFinalActionStatus(status)).toBe(Object.keys(THEN[status]).length === 0)
  })

  it.each(['EXECUTING', 'OUTCOME_UNKNOWN', 'COMPLETED'] as const)('cancelled in %s is TOO_LATE', status => {
    expect(() => decideAction(action(status), COMMANDS.cancel as ActionCommand, NOW)).toThrow(
      expect.objectContaining({ code: 'TOO_LATE' }),
    )
  })

  it.each(ACTION_STATUSES)('%s: a refused command changes nothing but the trail', status => {
    const refused = { type: 'refuseCommand', code: 'COMMAND_REPLAYED', detail: 'd' } as const
    const events = decideAction(action(status), refused, NOW)
    expect(events).toEqual([{ type: 'command.refused', code: 'COMMAND_REPLAYED', detail: 'd' }])
    expect(events.reduce(evolveAction, action(status))).toEqual(action(status))
  })

  it('loses its former shape with its former status', () => {
    const queued = decideAction(action('RATE_LIMITED'), { type: 'cancel', reason: 'r' }, NOW).reduce(
      evolveAction,
      action('RATE_LIMITED'),
    )
    expect(queued).not.toHaveProperty('retryAt')
  })
})

describe('an approval', () => {
  const approve = (given: Action, by: Actor = BOB, digest = DIGEST) =>
    decideAction(given, { type: 'approve', by, digest }, NOW)

  it.each([
    ['SELF_APPROVAL', 'its author', { sub: 'ann', principal: 'human' }, DIGEST, {}],
    ['HUMAN_REQUIRED', 'a service', { sub: 'bot', principal: 'service' }, DIGEST, {}],
    ['DIGEST_MISMATCH', 'another digest', BOB, 'e'.repeat(64), {}],
  ] as const)('%s: %s', (code, _, by, digest, more) => {
    expect(() => approve(action('PENDING_APPROVAL', more), by, digest)).toThrow(expect.objectContaining({ code }))
  })

  it('MEDIA_NOT_READY: its media are not hashed', () => {
    const { digest: _, ...unready } = action('PENDING_APPROVAL')
    expect(() => approve(unready as Action)).toThrow(expect.objectContaining({ code: 'MEDIA_NOT_READY' }))
  })

  it('of two that are needed leaves it pending, and the same person counts once', () => {
    const given = action('PENDING_APPROVAL', { approvalsRequired: 2 })
    const once = approve(given).reduce(evolveAction, given)
    expect(once).toMatchObject({ status: 'PENDING_APPROVAL', approvals: [{ sub: 'bob', digest: DIGEST }] })
    expect(approve(once)).toEqual([])
    const twice = approve(once, { sub: 'cid', principal: 'human' }).reduce(evolveAction, once)
    expect(twice).toMatchObject({ status: 'APPROVED_BY_HUMAN', approvals: [{ sub: 'bob' }, { sub: 'cid' }] })
  })

  it.each(['on_command', 'on_approval'] as const)(
    'leaves it to a signed command, also with execution %s',
    execution => {
      const given = action('PENDING_APPROVAL', { execution })
      expect(approve(given).reduce(evolveAction, given).status).toBe('APPROVED_BY_HUMAN')
    },
  )

  it('keeps it good for 7 days, or until the expiry that was named', () => {
    const open = action('PENDING_APPROVAL')
    expect(approve(open).reduce(evolveAction, open).expiresAt).toBe(new Date(NOW + APPROVAL_TTL_MS).toISOString())
    const named = action('PENDING_APPROVAL', { expiresGiven: true })
    expect(approve(named).reduce(evolveAction, named).expiresAt).toBe(named.expiresAt)
  })
})

describe('a command', () => {
  const execute = (given: Action) =>
    decideAction(given, { type: 'execute', jti: 'j', bodySha256: 'b', how: 'http' }, NOW).reduce(evolveAction, given)

  it('schedules what is due later and queues what is due', () => {
    const at = (dueMs: number) => action('APPROVED_BY_HUMAN', { scheduleTime: new Date(dueMs).toISOString() })
    expect(execute(at(NOW + 1)).status).toBe('SCHEDULED')
    expect(execute(at(NOW)).status).toBe('QUEUED')
  })
})
