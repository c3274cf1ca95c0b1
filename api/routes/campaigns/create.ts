// POST /campaigns
import { CampaignPayload, CampaignRequest } from '#contracts/campaign-payload.ts'
import type { CampaignView } from '#domain/ports/campaign-ledger.ts'
import { defaultChannels, newCampaign } from '../../campaigns/new-campaign.ts'
import { EXAMPLES } from '../../examples.ts'
import { replayTaken } from '../../idempotency/replay-taken.ts'
import { type Answer, json } from '../../pipeline/answer.ts'
import { ask } from '../../pipeline/ask.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { campaignResource } from '../../resources/campaign-resource.ts'

export const createCampaign = defineRoute<undefined, CampaignRequest>({
  method: 'post',
  path: '/campaigns',
  name: 'createCampaign',
  tag: 'Campaigns',
  summary: 'Create a campaign',
  description:
    'The tenant alone is enough: channels then come from its configuration, and the brief asks for what is relevant now. Nothing runs before it is started.',
  scopes: ['campaigns:write'],
  body: {
    schema: CampaignRequest,
    required: true,
    limit: 'json',
    examples: { minimal: EXAMPLES.campaignMinimal, full: EXAMPLES.campaignRequest },
  },
  answers: [
    {
      status: 201,
      description: 'Created, IDLE',
      schema: CampaignPayload,
      example: { ...EXAMPLES.campaign, state: 'IDLE', status: 'draft' },
      headers: { Location: 'Where the campaign is', ETag: 'Its version' },
    },
  ],
  refusals: ['TENANT_MISMATCH', 'ACCOUNT_UNKNOWN'],
  async run(call) {
    const { body, settings, ports } = call
    const channels = body.channels ?? (await defaultChannels(call))
    const campaign = newCampaign(body, channels, { maxRetries: settings.maxRetries, start: false })
    const written = await ports.campaigns.create([campaign], ask(call, createdAnswer))
    return written === 'key_taken' ? replayTaken(call) : createdAnswer(written)
  },
})

function createdAnswer([view]: CampaignView[]): Answer {
  if (view === undefined) throw new TypeError('a campaign was created and has no view')
  return json(201, campaignResource(view), { location: `/api/v1/campaigns/${view.campaign.id}`, etag: `"${view.tag}"` })
}
