// POST /campaigns/{id}/cancel
import { ReasonRequest } from '#contracts/action.ts'
import type { LoadedCampaign } from '#domain/ports/campaign-ledger.ts'
import { ACCEPTED } from '../../campaigns/accepted-spec.ts'
import { commandCampaign } from '../../campaigns/command-campaign.ts'
import { EXAMPLES } from '../../examples.ts'
import { defineRoute } from '../../pipeline/route.ts'

export const cancelCampaign = defineRoute<LoadedCampaign, typeof ReasonRequest._zod.output>({
  method: 'post',
  path: '/campaigns/{id}/cancel',
  name: 'cancelCampaign',
  tag: 'Campaigns',
  summary: 'Cancel a campaign',
  description: 'Final: nothing further starts, and actions that are not yet executing are cancelled.',
  scopes: ['campaigns:write'],
  subject: (ports, caller, id) => ports.campaigns.load(caller.tenantId, id),
  body: { schema: ReasonRequest, required: true, limit: 'json', examples: { reason: EXAMPLES.reason } },
  prefersWait: true,
  answers: ACCEPTED,
  refusals: ['INVALID_STATE'],
  run: call => commandCampaign(call, () => ({ type: 'cancel', reason: call.body.reason })),
})
