// GET /tenants/current/policy
import { PolicyRequest } from '#contracts/actuator-settings.ts'
import type { Policy } from '#domain/action/policy.ts'
import { EXAMPLES } from '../../examples.ts'
import { type Answer, json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'

export const getPolicy = defineRoute({
  method: 'get',
  path: '/tenants/current/policy',
  name: 'getPolicy',
  tag: 'Actuator',
  summary: "The tenant's policy",
  description: 'How many distinct people must approve what, and which governance hashes are in force.',
  scopes: ['tenant:admin'],
  answers: [{ status: 200, description: 'The one in force', schema: PolicyRequest, example: EXAMPLES.policy }],
  run: async ({ ports, caller }) => policyAnswer(await ports.policies.of(caller.tenantId)),
})

export function policyAnswer({ version, rules, governance }: Policy): Answer {
  return json(200, { rules, governance, version }, { etag: `"${version}"` })
}
