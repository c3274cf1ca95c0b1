// POST /actions/{id}/approve
import { ApproveRequest } from '#contracts/action.ts'
import type { LoadedAction } from '#domain/ports/action-ledger.ts'
import { commandAction } from '../../actions/command-action.ts'
import { COMMANDED } from '../../actions/command-spec.ts'
import { EXAMPLES } from '../../examples.ts'
import { defineRoute } from '../../pipeline/route.ts'

export const approveAction = defineRoute<LoadedAction, typeof ApproveRequest._zod.output>({
  method: 'post',
  path: '/actions/{id}/approve',
  name: 'approveAction',
  tag: 'Actions',
  summary: 'Approve an action by its digest',
  description: 'What is approved is exactly what the digest is over. Whoever proposed or edited it may not approve it.',
  scopes: ['actions:approve'],
  human: true,
  subject: (ports, caller, id) => ports.actions.load(caller.tenantId, id),
  body: { schema: ApproveRequest, required: true, limit: 'json', examples: { approval: EXAMPLES.approval } },
  prefersWait: true,
  answers: COMMANDED,
  refusals: ['SELF_APPROVAL', 'DIGEST_MISMATCH', 'MEDIA_NOT_READY', 'INVALID_STATE'],
  run: call => {
    const { digest, comment } = call.body
    return commandAction(call, {
      ...{ type: 'approve', by: call.caller.actor, digest },
      ...(comment === undefined ? {} : { comment }),
    })
  },
})
