// GET /campaigns/{id}
import { z } from 'zod'
import { CampaignResource } from '#contracts/campaign-payload.ts'
import { allowedCommands } from '#domain/campaign/decide.ts'
import type { CampaignView } from '#domain/ports/campaign-ledger.ts'
import { mayAsk } from '../../auth/may-ask.ts'
import { EXAMPLES } from '../../examples.ts'
import { Wait } from '../../lists/list-query.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { campaignResource } from '../../resources/campaign-resource.ts'
import { poll } from '../../waiting/poll.ts'
import { pollAnswers } from '../../waiting/poll-spec.ts'

const Query = z.strictObject({ wait: Wait })

export const getCampaign = defineRoute<CampaignView, undefined, z.output<typeof Query>>({
  method: 'get',
  path: '/campaigns/{id}',
  name: 'getCampaign',
  tag: 'Campaigns',
  summary: 'A campaign with its results and its log',
  scopes: ['campaigns:read'],
  subject: (ports, caller, id) => ports.campaigns.view(caller.reader, id),
  query: Query,
  answers: pollAnswers(CampaignResource, EXAMPLES.campaign),
  run: call => {
    const { id } = call.subject.campaign
    return poll(call, {
      subjectId: id,
      waitSeconds: call.query.wait,
      now: call.subject,
      fresh: () => call.ports.campaigns.view(call.caller.reader, id),
      resource: view => ({
        ...campaignResource(view),
        allowed: mayAsk(call.caller, view.campaign.tenantId, 'campaigns:write') ? allowedCommands(view.campaign) : [],
      }),
    })
  },
})
