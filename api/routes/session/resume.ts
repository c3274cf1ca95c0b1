// POST /session/{id}/resume
import { SessionResumed } from '#contracts/session.ts'
import type { LoadedSession, SessionView } from '#domain/ports/session-ledger.ts'
import { EXAMPLES } from '../../examples.ts'
import { type Answer, json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { receivedResource } from '../../resources/session-resource.ts'
import { commandSession } from '../../session/command-session.ts'
import { loadedSession } from '../../session/owned-session.ts'

export const resumeSession = defineRoute<LoadedSession>({
  method: 'post',
  path: '/session/{id}/resume',
  name: 'resumeSession',
  tag: 'Sessions',
  summary: 'Reconnect: a new epoch, and what was received',
  description: 'Whoever appends under the former epoch is told so (409 EPOCH_SUPERSEDED).',
  scopes: ['sessions:write'],
  subject: loadedSession,
  answers: [{ status: 200, description: 'The new epoch', schema: SessionResumed, example: EXAMPLES.resumed }],
  refusals: ['SESSION_CLOSED'],
  run: call => commandSession(call, { type: 'resume' }, { answer: resumedAnswer }),
})

/** What whoever goes on needs to know. */
export function resumedAnswer(view: SessionView): Answer {
  const { id, epoch } = view.session
  return json(200, { session_id: id, epoch, ...receivedResource(view) }, { etag: `"${view.tag}"` })
}
