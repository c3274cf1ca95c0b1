// POST /campaigns/{id}/start
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { LoadedCampaign } from '#domain/ports/campaign-ledger.ts'
import { ACCEPTED } from '../../campaigns/accepted-spec.ts'
import { commandCampaign } from '../../campaigns/command-campaign.ts'
import { defineRoute } from '../../pipeline/route.ts'

export const startCampaign = defineRoute<LoadedCampaign>({
  method: 'post',
  path: '/campaigns/{id}/start',
  name: 'startCampaign',
  tag: 'Campaigns',
  summary: 'Start a campaign',
  scopes: ['campaigns:write'],
  subject: (ports, caller, id) => ports.campaigns.load(caller.tenantId, id),
  prefersWait: true,
  answers: ACCEPTED,
  refusals: ['INVALID_STATE'],
  run: call => commandCampaign(call, () => ({ type: 'start', executionId: uuid() })),
})
