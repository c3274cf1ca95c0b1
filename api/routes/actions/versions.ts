// GET /actions/{id}/versions
import { z } from 'zod'
import { ActionVersion } from '#contracts/action-version.ts'
import type { ActionView } from '#domain/ports/action-view.ts'
import { EXAMPLES } from '../../examples.ts'
import { listAnswer, positionOf } from '../../lists/list-answer.ts'
import { Cursor, Limit } from '../../lists/list-query.ts'
import { listAnswers } from '../../lists/list-spec.ts'
import { pick } from '../../lists/pick.ts'
import { defineRoute } from '../../pipeline/route.ts'
import {
  ACTION_VERSION_COLUMNS,
  actionVersionResource,
  actionVersionRow,
} from '../../resources/action-version-resource.ts'

const Query = z.strictObject({ limit: Limit, cursor: Cursor })

export const actionVersions = defineRoute<ActionView, undefined, z.output<typeof Query>>({
  method: 'get',
  path: '/actions/{id}/versions',
  name: 'actionVersions',
  tag: 'Actions',
  summary: 'What an action said before it was edited, newest first',
  description:
    'The first is what stands. A content that was replaced before former contents were kept has its author and time, and null for the rest.',
  scopes: ['actions:read'],
  subject: (ports, caller, id) => ports.actions.view(caller.reader, id),
  query: Query,
  answers: listAnswers(ActionVersion, EXAMPLES.actionVersion),
  async run(call) {
    const { limit, cursor } = call.query
    const page = pick({ limit, after: positionOf(call, cursor) })
    const found = await call.ports.actions.versions(call.caller.reader, call.subject.action.id, page)
    return listAnswer(call, found, {
      ...{ resource: actionVersionResource, columns: ACTION_VERSION_COLUMNS, row: actionVersionRow },
    })
  },
})
