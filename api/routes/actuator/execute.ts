// POST /actuator/execute
import { ActionResource } from '#contracts/action.ts'
import { ExecuteRequest } from '#contracts/command.ts'
import { MandateError } from '#domain/errors.ts'
import { acceptCommand } from '../../actuator/accept-command.ts'
import { EXAMPLES } from '../../examples.ts'
import { type Answer, json } from '../../pipeline/answer.ts'
import type { Call } from '../../pipeline/call.ts'
import { carriedBy } from '../../pipeline/carried-by.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { actionResource } from '../../resources/action-resource.ts'

export const executeCommand = defineRoute<undefined, ExecuteRequest>({
  method: 'post',
  path: '/actuator/execute',
  name: 'executeCommand',
  tag: 'Actuator',
  summary: 'Run an approved action by a signed command',
  description:
    'The body is signed by enterprise: `X-Command-Signature: sha256=HEX` is the HMAC-SHA256 of its exact bytes, `command_token` a JWT for this tenant, action and digest. The digest of what is sent, of the token and of what people approved must be one. Checked in this order: bearer token, scope, body, signature, token, repeat, approval, digest, kill switch; each refusal is told in the trail. The `jti` counts once, for ever: the same request again answers with the action as it stands.',
  scopes: ['actuator:execute'],
  headers: { 'X-Command-Signature': 'sha256=HEX over the exact bytes of the body' },
  keyless: true,
  body: { schema: ExecuteRequest, required: true, limit: 'json', examples: { command: EXAMPLES.command } },
  prefersWait: true,
  answers: [
    {
      status: 202,
      description: 'Accepted: QUEUED, or SCHEDULED when its time lies ahead',
      schema: ActionResource,
      example: EXAMPLES.queued,
      headers: { Location: 'Where the action is', 'Retry-After': 'When to look again, seconds' },
    },
    { status: 200, description: 'With `Prefer: wait`: COMPLETED', schema: ActionResource, example: EXAMPLES.completed },
  ],
  refusals: [
    'COMMAND_SIGNATURE_INVALID',
    'COMMAND_TOKEN_INVALID',
    'COMMAND_REPLAYED',
    'ACTION_NOT_APPROVED',
    'COMMAND_DIGEST_MISMATCH',
    'KILL_SWITCH_ENGAGED',
    'EXECUTION_FAILED',
  ],
  async onRefused({ ports, caller, trace, raw }, error) {
    const named = raw !== null && typeof raw === 'object' && 'action_id' in raw ? raw.action_id : undefined
    const actionId = typeof named === 'string' && UUID.test(named) ? named.toLowerCase() : undefined
    const asked = { actor: caller.actor, trace: carriedBy(trace) }
    await ports.actions.noteRefusal(caller.tenantId, actionId, { code: error.code, detail: error.message }, asked)
  },
  async run(call) {
    const view = await acceptCommand(call)
    const { id } = view.action
    const accepted = json(202, actionResource(view), { location: `/api/v1/actions/${id}`, 'retry-after': '1' })
    return call.waitSeconds === undefined ? accepted : afterWait(call, id, accepted)
  },
})

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** 200 when it was published, 502 when it failed, else what was accepted as it stands by then. */
async function afterWait(call: Call<undefined, ExecuteRequest>, id: string, accepted: Answer): Promise<Answer> {
  const { ports, caller, waitSeconds = 0, context } = call
  const applied = { 'preference-applied': `wait=${waitSeconds}` }
  await ports.waiting.until(id, ({ settled }) => settled, {
    timeoutMs: waitSeconds * 1000,
    signal: context.req.raw.signal,
  })
  const view = ports.health.draining() ? undefined : await ports.actions.view(caller.reader, id)
  if (view === undefined) return { ...accepted, headers: { ...accepted.headers, ...applied } }
  const resource = actionResource(view)
  if (resource.status === 'FAILED')
    throw new MandateError('EXECUTION_FAILED', resource.error?.message ?? 'it failed', {
      members: { error: resource.error, action_id: id, report: resource },
    })
  const status = resource.status === 'COMPLETED' ? 200 : 202
  const { 'retry-after': _, ...headers } = accepted.headers
  return json(status, resource, { ...(status === 200 ? headers : accepted.headers), ...applied })
}
