// PUT /tenants/current/policy
import { PolicyRequest, PolicyResource } from '#contracts/actuator-settings.ts'
import { EXAMPLES } from '../../examples.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { policyAnswer, policyExample } from './get.ts'

export const putPolicy = defineRoute<undefined, PolicyRequest>({
  method: 'put',
  path: '/tenants/current/policy',
  name: 'putPolicy',
  tag: 'Actuator',
  summary: "Replace the tenant's policy",
  description:
    'Of all rules that match an action the strictest counts. Where governance hashes are registered, only an active one may be proposed, and what was proposed under a withdrawn one is not executed. What waits is judged by the policy in force when it is sent.',
  scopes: ['tenant:admin'],
  body: { schema: PolicyRequest, required: true, limit: 'json', examples: { policy: EXAMPLES.policy } },
  answers: [{ status: 200, description: 'In force from now on', schema: PolicyResource, example: policyExample }],
  run: async ({ ports, caller, body }) => policyAnswer(await ports.policies.set(caller.tenantId, body, caller.actor)),
})
