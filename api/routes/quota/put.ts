// PUT /tenants/current/quota
import { QuotaRequest, QuotaResource } from '#contracts/session-config.ts'
import { EXAMPLES } from '../../examples.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { quotaAnswer } from './get.ts'

export const putQuota = defineRoute<undefined, QuotaRequest>({
  method: 'put',
  path: '/tenants/current/quota',
  name: 'putQuota',
  tag: 'Session setup',
  summary: 'Limit how much the tenant may have transcribed a month',
  description:
    'Seconds of audio; null is no limit. Once it is used up sessions go on as audio only, and what was not transcribed is marked so.',
  scopes: ['tenant:admin'],
  body: { schema: QuotaRequest, required: true, limit: 'json', examples: { hours: EXAMPLES.quotaRequest } },
  answers: [{ status: 200, description: 'In force from now on', schema: QuotaResource, example: EXAMPLES.quota }],
  async run(call) {
    const { ports, caller, body } = call
    await ports.setup.setQuota(caller.tenantId, body.limit_seconds, caller.actor)
    return quotaAnswer(call)
  },
})
