// POST /actions/{id}/resolve
import { ActionResource, ResolveRequest } from '#contracts/action.ts'
import type { Resolution } from '#domain/action/action.ts'
import { MandateError } from '#domain/errors.ts'
import type { LoadedAction } from '#domain/ports/action-ledger.ts'
import { commandAction } from '../../actions/command-action.ts'
import { EXAMPLES } from '../../examples.ts'
import { json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { actionResource } from '../../resources/action-resource.ts'

/** A worker asks the platform meanwhile; it mostly takes a second. */
const PATIENCE_MS = 20_000

export const resolveAction = defineRoute<LoadedAction, ResolveRequest>({
  method: 'post',
  path: '/actions/{id}/resolve',
  name: 'resolveAction',
  tag: 'Actions',
  summary: 'Say what became of an action whose outcome is unknown',
  description:
    'The platform is asked once more before it counts: what it knows to be published is COMPLETED, whatever was said. Sending again waits until no sender of the former attempt can be about to send any more.',
  scopes: ['actions:approve'],
  human: true,
  subject: (ports, caller, id) => ports.actions.load(caller.tenantId, id),
  body: {
    schema: ResolveRequest,
    required: true,
    limit: 'json',
    examples: { published: EXAMPLES.published, notPublished: EXAMPLES.notPublished },
  },
  answers: [
    { status: 200, description: 'COMPLETED, QUEUED or FAILED', schema: ActionResource, example: EXAMPLES.completed },
    {
      status: 202,
      description: 'Noted; the platform could not be asked yet, or a sender may still be about to send',
      schema: ActionResource,
      example: EXAMPLES.action,
      headers: { Location: 'Where the action is', 'Retry-After': 'Seconds' },
    },
  ],
  refusals: ['INVALID_STATE', 'FOUND_ON_PLATFORM', 'ALREADY_EXISTS'],
  async run(call) {
    const { ports, caller, subject, context } = call
    const { id } = subject.action
    const asked = await commandAction(call, {
      type: 'askResolution',
      resolution: resolutionOf(call.body, caller.actor),
    })
    const { version } = JSON.parse(asked.body ?? '{}') as { version: number }
    // Whatever happens next to the action is the answer.
    await ports.waiting.until(id, ({ tag }) => Number(tag) > version, {
      timeoutMs: PATIENCE_MS,
      signal: context.req.raw.signal,
    })
    const view = await ports.actions.view(caller.reader, id)
    if (view === undefined || view.action.status === 'OUTCOME_UNKNOWN')
      return {
        ...asked,
        status: 202,
        headers: { ...asked.headers, location: `/api/v1/actions/${id}`, 'retry-after': '2' },
      }
    const { action } = view
    const said = call.body.outcome === 'published' ? call.body.platform_ref_id : undefined
    if (action.status === 'COMPLETED' && action.platformRefId !== said)
      throw new MandateError('FOUND_ON_PLATFORM', `the platform has it as ${action.platformRefId}`, {
        members: { platform_ref_id: action.platformRefId, state: action.status, allowed: [] },
      })
    return json(200, actionResource(view), { etag: `"${view.tag}"` })
  },
})

function resolutionOf(body: ResolveRequest, by: Resolution['by']): Resolution {
  const { comment } = body
  return body.outcome === 'published'
    ? { by, comment, outcome: 'published', platformRefId: body.platform_ref_id }
    : { by, comment, outcome: 'not_published', retry: body.retry }
}
