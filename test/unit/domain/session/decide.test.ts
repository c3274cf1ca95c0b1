import { describe, expect, it } from 'vitest'
import type { IllegalTransition } from '#domain/errors.ts'
import { decideSession, type SessionCommand } from '#domain/session/decide.ts'
import { sessionEventDetails } from '#domain/session/event.ts'
import { evolveSession } from '#domain/session/evolve.ts'
import type { Session } from '#domain/session/session.ts'
import { SESSION_STATUSES } from '#domain/session/session-status.ts'

const session = (more: Partial<Session> = {}): Session => ({
  ...{ id: 's', tenantId: 't', executionId: 'e', status: 'RECORDING', epoch: 3 },
  ...more,
})
const COMMANDS: SessionCommand[] = [
  { type: 'resume' },
  { type: 'changeContext', effectiveFromMs: 0, change: { topic: 'the merger', restricted: true } },
]
const OPEN = ['RECORDING', 'DRAINING']

describe.each(SESSION_STATUSES)('a session that is %s', status => {
  it.each(COMMANDS)('takes $type only while it is open', command => {
    const decide = () => decideSession(session({ status }), command)
    if (OPEN.includes(status)) expect(decide()).toHaveLength(1)
    else expect(decide).toThrow(expect.objectContaining({ code: 'SESSION_CLOSED' }) as IllegalTransition)
  })
})

describe('a decision', () => {
  it('to resume begins the next epoch and changes nothing else', () => {
    const [event] = decideSession(session(), { type: 'resume' })
    expect(event && evolveSession(session(), event)).toEqual(session({ epoch: 4 }))
  })

  it('on the context stands in the trail without what it says, which may be confidential', () => {
    const [event] = decideSession(session(), COMMANDS[1] as SessionCommand)
    const details = event && sessionEventDetails(event)
    expect(details).toEqual({
      effective_from: '1970-01-01T00:00:00.000Z',
      changed: ['topic', 'restricted'],
      restricted: true,
    })
    expect(event && evolveSession(session(), event)).toEqual(session())
  })
})
