// What a command to a campaign answers, for the OpenAPI document.
import { CampaignPayload } from '#contracts/campaign-payload.ts'
import { EXAMPLES } from '../examples.ts'
import type { SuccessSpec } from '../pipeline/route.ts'

const headers = {
  Location: 'Where the campaign is',
  ETag: 'Its version',
  'Preference-Applied': 'The wait that was granted',
}

export const ACCEPTED: SuccessSpec[] = [
  {
    status: 202,
    description: 'Accepted and recorded; the work goes on by itself',
    schema: CampaignPayload,
    example: EXAMPLES.campaign,
    headers: { ...headers, 'Retry-After': 'Seconds until another look pays' },
  },
  {
    status: 200,
    description: 'With `Prefer: wait`: settled, that is final or waiting for approval',
    schema: CampaignPayload,
    example: { ...EXAMPLES.campaign, status: 'waiting_approval', state: 'PUBLISH' },
    headers,
  },
]
