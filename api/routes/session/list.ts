// GET /session
import { z } from 'zod'
import { SessionResource } from '#contracts/session.ts'
import { SESSION_STATUSES } from '#domain/session/session-status.ts'
import { EXAMPLES } from '../../examples.ts'
import { listAnswer, positionOf } from '../../lists/list-answer.ts'
import { Cursor, Limit, oneOrMore, Since, Until } from '../../lists/list-query.ts'
import { listAnswers } from '../../lists/list-spec.ts'
import { pick } from '../../lists/pick.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { SESSION_COLUMNS, sessionResource, sessionRow } from '../../resources/session-resource.ts'

const Query = z.strictObject({
  limit: Limit,
  cursor: Cursor,
  status: oneOrMore(SESSION_STATUSES).optional(),
  since: Since.optional(),
  until: Until.optional(),
})

export const listSessions = defineRoute<undefined, undefined, z.output<typeof Query>>({
  method: 'get',
  path: '/session',
  name: 'listSessions',
  tag: 'Sessions',
  summary: 'List sessions, newest first',
  scopes: ['sessions:read'],
  query: Query,
  answers: listAnswers(SessionResource, EXAMPLES.session),
  async run(call) {
    const { limit, cursor, ...filter } = call.query
    const page = pick({ limit, after: positionOf(call, cursor) })
    const found = await call.ports.sessions.list(call.caller.reader, pick(filter), page)
    return listAnswer(call, found, {
      resource: view => sessionResource(view),
      columns: SESSION_COLUMNS,
      row: sessionRow,
    })
  },
})
