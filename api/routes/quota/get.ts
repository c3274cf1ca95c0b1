// GET /tenants/current/quota
import { QuotaResource } from '#contracts/session-config.ts'
import { EXAMPLES } from '../../examples.ts'
import type { Answer } from '../../pipeline/answer.ts'
import { json } from '../../pipeline/answer.ts'
import type { Call } from '../../pipeline/call.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { quotaResource } from '../../resources/setup-resource.ts'

export const getQuota = defineRoute({
  method: 'get',
  path: '/tenants/current/quota',
  name: 'getQuota',
  tag: 'Session setup',
  summary: 'How much the tenant may have transcribed this month, and how much it has',
  scopes: ['tenant:admin'],
  answers: [{ status: 200, description: 'As it stands', schema: QuotaResource, example: EXAMPLES.quota }],
  run: call => quotaAnswer(call),
})

export async function quotaAnswer({ ports, caller }: Pick<Call, 'ports' | 'caller'>): Promise<Answer> {
  return json(200, quotaResource(await ports.setup.quota(caller.reader, caller.tenantId, new Date())))
}
