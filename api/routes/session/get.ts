// GET /session/{id}
import { z } from 'zod'
import { SessionResource } from '#contracts/session.ts'
import type { SessionView } from '#domain/ports/session-ledger.ts'
import { allowedSessionCommands } from '#domain/session/allowed-commands.ts'
import { mayAsk } from '../../auth/may-ask.ts'
import { EXAMPLES } from '../../examples.ts'
import { Wait } from '../../lists/list-query.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { sessionResource } from '../../resources/session-resource.ts'
import { viewedSession } from '../../session/owned-session.ts'
import { sessionLinks } from '../../session/session-links.ts'
import { poll } from '../../waiting/poll.ts'
import { pollAnswers } from '../../waiting/poll-spec.ts'

const Query = z.strictObject({ wait: Wait })

export const getSession = defineRoute<SessionView, undefined, z.output<typeof Query>>({
  method: 'get',
  path: '/session/{id}',
  name: 'getSession',
  tag: 'Sessions',
  summary: 'A session: what was received, what became of it, what is missing',
  scopes: ['sessions:read'],
  subject: viewedSession,
  query: Query,
  answers: pollAnswers(SessionResource, EXAMPLES.session),
  run: call => {
    const { id } = call.subject.session
    return poll(call, {
      subjectId: id,
      waitSeconds: call.query.wait,
      now: call.subject,
      fresh: () => call.ports.sessions.view(call.caller.reader, id),
      resource: async view => ({
        ...sessionResource(view, await sessionLinks(call.ports.custody, call.caller, view)),
        allowed: mayAsk(call.caller, view.session.tenantId, 'sessions:write')
          ? allowedSessionCommands(view.session.status)
          : [],
      }),
    })
  },
})
