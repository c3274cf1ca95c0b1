// POST /actions/{id}/cancel
import { ReasonRequest } from '#contracts/action.ts'
import type { LoadedAction } from '#domain/ports/action-ledger.ts'
import { commandAction } from '../../actions/command-action.ts'
import { COMMANDED, MADE_FOR } from '../../actions/command-spec.ts'
import { EXAMPLES } from '../../examples.ts'
import { expectedVersions } from '../../pipeline/expected-versions.ts'
import { defineRoute } from '../../pipeline/route.ts'

export const cancelAction = defineRoute<LoadedAction, typeof ReasonRequest._zod.output>({
  method: 'post',
  path: '/actions/{id}/cancel',
  name: 'cancelAction',
  tag: 'Actions',
  summary: 'Cancel an action that is not executing yet',
  scopes: ['actions:propose'],
  subject: (ports, caller, id) => ports.actions.load(caller.tenantId, id),
  optionalHeaders: MADE_FOR,
  body: { schema: ReasonRequest, required: true, limit: 'json', examples: { reason: EXAMPLES.reason } },
  prefersWait: true,
  answers: COMMANDED,
  refusals: ['TOO_LATE', 'INVALID_STATE', 'VERSION_CONFLICT'],
  run: call =>
    commandAction(
      call,
      { type: 'cancel', reason: call.body.reason },
      expectedVersions(call.context.req.header('if-match')),
    ),
})
