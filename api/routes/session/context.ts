// PATCH /session/{id}/current-context
import { ContextRequest, SessionResource } from '#contracts/session.ts'
import type { LoadedSession } from '#domain/ports/session-ledger.ts'
import { EXAMPLES } from '../../examples.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { commandSession } from '../../session/command-session.ts'
import { loadedSession } from '../../session/owned-session.ts'

export const changeContext = defineRoute<LoadedSession, ContextRequest>({
  method: 'patch',
  path: '/session/{id}/current-context',
  name: 'changeContext',
  tag: 'Sessions',
  summary: 'Say who speaks, about what, and whether it is restricted',
  description:
    'Holds for chunks whose `started_at` is `effective_from` or later, whenever they arrive. What is absent stays as it is; null takes it away.',
  scopes: ['sessions:write'],
  subject: loadedSession,
  body: { schema: ContextRequest, required: true, limit: 'json', examples: { speaker: EXAMPLES.contextChange } },
  answers: [{ status: 200, description: 'Changed', schema: SessionResource, example: EXAMPLES.session }],
  refusals: ['SESSION_CLOSED'],
  run: call => {
    const { current_speaker_id: currentSpeakerId, topic, restricted, effective_from } = call.body
    return commandSession(call, {
      type: 'changeContext',
      effectiveFromMs: effective_from === undefined ? Date.now() : Date.parse(effective_from),
      change: {
        ...(currentSpeakerId === undefined ? {} : { currentSpeakerId }),
        ...(topic === undefined ? {} : { topic }),
        ...(restricted === undefined ? {} : { restricted }),
      },
    })
  },
})
