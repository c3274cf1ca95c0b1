// POST /session/{id}/clone
import { randomUUIDv7 as uuid } from 'node:crypto'
import { SessionCloned } from '#contracts/session.ts'
import { IllegalTransition } from '#domain/errors.ts'
import type { NewSession, SessionView } from '#domain/ports/session-ledger.ts'
import { EXAMPLES } from '../../examples.ts'
import { replayTaken } from '../../idempotency/replay-taken.ts'
import { type Answer, json } from '../../pipeline/answer.ts'
import { ask } from '../../pipeline/ask.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { sessionResource } from '../../resources/session-resource.ts'
import { ownViewedSession } from '../../session/owned-session.ts'

export const cloneSession = defineRoute<SessionView>({
  method: 'post',
  path: '/session/{id}/clone',
  name: 'cloneSession',
  tag: 'Sessions',
  summary: 'Correct a sealed document: a new session that goes out from it',
  description:
    'The sealed version never changes. The new session has its audio, blocks, contexts, pictures and pins, and what was recovered since the seal; its snapshot names the former as its parent. Guard is asked to confirm that one, and its blocks are compared with their backup in custody, now and before the new version is signed: what differs is GUARD_FAILED with the reason PARENT_NOT_VERIFIED.',
  scopes: ['sessions:write'],
  subject: ownViewedSession,
  answers: [
    {
      status: 201,
      description: 'RECORDING, open for corrections',
      schema: SessionCloned,
      example: { ...EXAMPLES.session, ...EXAMPLES.allReceived, version: 2, ...EXAMPLES.sessionParent },
      headers: { Location: 'Where the session is', ETag: 'Its version' },
    },
  ],
  refusals: ['INVALID_STATE'],
  async run(call) {
    const { session, snapshot, documentVersion, title, clientTimezone, templateId, pinned } = call.subject
    if (session.status !== 'FINALIZED' || snapshot === undefined)
      throw new IllegalTransition(
        'clone',
        session.status,
        session.status === 'ABANDONED' ? ['resurrect'] : ['finalize'],
      )
    const clone: NewSession = {
      ...{ id: uuid(), tenantId: session.tenantId, executionId: uuid(), clientTimezone, pinned },
      ...(title === undefined ? {} : { title }),
      ...(templateId === undefined ? {} : { templateId }),
      parent: {
        ...{ sessionId: session.id, snapshotId: snapshot.snapshotId },
        documentVersion: documentVersion + 1,
      },
    }
    const whole = (view: SessionView): SessionView => {
      const { received, nextExpected, counts } = call.subject
      return { ...view, received, nextExpected, counts }
    }
    const written = await call.ports.sessions.start(
      clone,
      ask(call, view => clonedAnswer(whole(view))),
    )
    if (written === 'key_taken') return replayTaken(call)
    const fresh = await call.ports.sessions.view(call.caller.reader, clone.id)
    return clonedAnswer(fresh ?? whole(written))
  },
})

function clonedAnswer(view: SessionView): Answer {
  return json(201, sessionResource(view), { location: `/api/v1/session/${view.session.id}`, etag: `"${view.tag}"` })
}
