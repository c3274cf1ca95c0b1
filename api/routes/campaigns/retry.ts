// POST /campaigns/{id}/retry
import { randomUUIDv7 as uuid } from 'node:crypto'
import { CampaignRetryRequest } from '#contracts/campaign-payload.ts'
import type { LoadedCampaign } from '#domain/ports/campaign-ledger.ts'
import { ACCEPTED } from '../../campaigns/accepted-spec.ts'
import { commandCampaign } from '../../campaigns/command-campaign.ts'
import { defineRoute } from '../../pipeline/route.ts'

export const retryCampaign = defineRoute<LoadedCampaign, typeof CampaignRetryRequest._zod.output | undefined>({
  method: 'post',
  path: '/campaigns/{id}/retry',
  name: 'retryCampaign',
  tag: 'Campaigns',
  summary: 'Run a failed campaign again',
  description:
    'A new execution, from the stage that failed or an earlier one; results of the stages before it are kept.',
  scopes: ['campaigns:write'],
  subject: (ports, caller, id) => ports.campaigns.load(caller.tenantId, id),
  body: {
    schema: CampaignRetryRequest,
    required: false,
    limit: 'json',
    examples: { 'where it failed': {}, 'from a stage': { from_stage: 'CONTENT_PROD' } },
  },
  prefersWait: true,
  answers: ACCEPTED,
  refusals: ['INVALID_STATE', 'RETRIES_EXHAUSTED', 'ALREADY_PUBLISHED'],
  run: call => {
    const fromStage = call.body?.from_stage
    return commandCampaign(call, ({ publishedOrUnknown, openActions }) => ({
      ...{ type: 'retry', executionId: uuid(), publishedOrUnknown, openActions },
      ...(fromStage === undefined ? {} : { fromStage }),
    }))
  },
})
