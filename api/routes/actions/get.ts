// GET /actions/{id}
import { z } from 'zod'
import { ActionResource } from '#contracts/action.ts'
import type { ActionView } from '#domain/ports/action-view.ts'
import { allowedTo } from '../../actions/allowed-to.ts'
import { EXAMPLES } from '../../examples.ts'
import { Wait } from '../../lists/list-query.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { actionResource } from '../../resources/action-resource.ts'
import { poll } from '../../waiting/poll.ts'
import { pollAnswers } from '../../waiting/poll-spec.ts'

const Query = z.strictObject({ wait: Wait })

export const getAction = defineRoute<ActionView, undefined, z.output<typeof Query>>({
  method: 'get',
  path: '/actions/{id}',
  name: 'getAction',
  tag: 'Actions',
  summary: 'An action, which is also its execution report',
  scopes: ['actions:read'],
  subject: (ports, caller, id) => ports.actions.view(caller.reader, id),
  query: Query,
  answers: pollAnswers(ActionResource, EXAMPLES.action),
  run: call => {
    const { id } = call.subject.action
    return poll(call, {
      subjectId: id,
      waitSeconds: call.query.wait,
      now: call.subject,
      fresh: () => call.ports.actions.view(call.caller.reader, id),
      resource: view => ({ ...actionResource(view), allowed: allowedTo(call.caller, view.action) }),
    })
  },
})
