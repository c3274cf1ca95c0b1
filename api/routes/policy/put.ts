// PUT /tenants/current/policy
import { PolicyRequest, PolicyResource } from '#contracts/actuator-settings.ts'
import { EXAMPLES } from '../../examples.ts'
import { expectedVersions } from '../../pipeline/expected-versions.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { policyAnswer, policyExample } from './get.ts'

export const putPolicy = defineRoute<undefined, PolicyRequest>({
  method: 'put',
  path: '/tenants/current/policy',
  name: 'putPolicy',
  tag: 'Actuator',
  summary: "Replace the tenant's policy",
  description:
    'Of all rules that match an action the strictest counts. Where governance hashes are registered, only an active one may be proposed, and what was proposed under a withdrawn one is not executed. What waits is judged by the policy in force when it is sent. With `If-Match` a change is refused, 409 `VERSION_CONFLICT` with the `newest` version, when somebody else set one meanwhile.',
  scopes: ['tenant:admin'],
  optionalHeaders: {
    'If-Match':
      '`"VERSION"`, the ETag that the change was made from: the policy in force, or the change is refused; `"0"` is none as yet',
  },
  body: { schema: PolicyRequest, required: true, limit: 'json', examples: { policy: EXAMPLES.policy } },
  answers: [
    {
      status: 200,
      description: 'In force from now on',
      schema: PolicyResource,
      example: policyExample,
      headers: { ETag: 'Its version, for `If-Match`' },
    },
  ],
  refusals: ['VERSION_CONFLICT'],
  async run({ ports, caller, body, context }) {
    const expected = expectedVersions(context.req.header('if-match'))
    return policyAnswer(await ports.policies.set(caller.tenantId, body, caller.actor, expected))
  },
})
