// GET /campaigns
import { z } from 'zod'
import { Platform, Uuid } from '#contracts/primitives.ts'
import { CAMPAIGN_STATES, CAMPAIGN_STATUSES } from '#domain/campaign/campaign-state.ts'
import { EXAMPLES } from '../../examples.ts'
import { listAnswer, positionOf } from '../../lists/list-answer.ts'
import { Cursor, Limit, oneOrMore, Since, Until, YesNo } from '../../lists/list-query.ts'
import { listAnswers } from '../../lists/list-spec.ts'
import { pick } from '../../lists/pick.ts'
import { defineRoute } from '../../pipeline/route.ts'
import {
  CAMPAIGN_COLUMNS,
  CampaignSummaryResource,
  campaignRow,
  campaignSummaryResource,
} from '../../resources/campaign-resource.ts'

const Query = z.strictObject({
  limit: Limit,
  cursor: Cursor,
  state: oneOrMore(CAMPAIGN_STATES).optional(),
  status: oneOrMore(CAMPAIGN_STATUSES).optional(),
  platform: Platform.optional().describe('Has a channel there'),
  campaign_id: Uuid.optional(),
  needs_human: YesNo.optional().describe('One of its actions needs a person'),
  since: Since.optional(),
  until: Until.optional(),
})

export const listCampaigns = defineRoute<undefined, undefined, z.output<typeof Query>>({
  method: 'get',
  path: '/campaigns',
  name: 'listCampaigns',
  tag: 'Campaigns',
  summary: 'List campaigns, newest first',
  scopes: ['campaigns:read'],
  query: Query,
  answers: listAnswers(CampaignSummaryResource, EXAMPLES.campaignSummary),
  async run(call) {
    const { limit, cursor, campaign_id, needs_human, ...filter } = call.query
    const page = await call.ports.campaigns.list(
      call.caller.reader,
      pick({ ...filter, campaignId: campaign_id, needsHuman: needs_human }),
      pick({ limit, after: positionOf(call, cursor) }),
    )
    return listAnswer(call, page, { resource: campaignSummaryResource, columns: CAMPAIGN_COLUMNS, row: campaignRow })
  },
})
