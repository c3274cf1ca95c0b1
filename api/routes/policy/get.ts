// GET /tenants/current/policy
import { PolicyResource } from '#contracts/actuator-settings.ts'
import type { Policy } from '#domain/action/policy.ts'
import { EXAMPLES } from '../../examples.ts'
import { type Answer, json } from '../../pipeline/answer.ts'
import { versionTag } from '../../pipeline/expected-versions.ts'
import { defineRoute } from '../../pipeline/route.ts'

export const policyExample = { ...EXAMPLES.policy, version: 2, ...EXAMPLES.policyChange }

export const getPolicy = defineRoute({
  method: 'get',
  path: '/tenants/current/policy',
  name: 'getPolicy',
  tag: 'Actuator',
  summary: "The tenant's policy",
  description: 'How many distinct people must approve what, and which governance hashes are in force.',
  scopes: ['tenant:admin'],
  answers: [
    {
      status: 200,
      description: 'The one in force',
      schema: PolicyResource,
      example: policyExample,
      headers: { ETag: 'Its version, for `If-Match`; `"0"` while none was set' },
    },
  ],
  run: async ({ ports, caller }) => policyAnswer(await ports.policies.of(caller.tenantId)),
})

export function policyAnswer({ version, rules, governance, changed }: Policy): Answer {
  const change = { changed_by: changed?.by ?? null, changed_at: changed?.at.toISOString() ?? null }
  return json(200, { rules, governance, version, ...change }, { etag: versionTag(version) })
}
