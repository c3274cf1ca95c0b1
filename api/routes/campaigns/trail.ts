// GET /campaigns/{id}/audit, /events, /why
import { whyCampaign } from '#domain/why/why-campaign.ts'
import { subjectRoutes } from '../audit/subject-routes.ts'

export const campaignTrail = subjectRoutes({
  noun: 'Campaign',
  path: '/campaigns/{id}',
  scopes: ['campaigns:read'],
  waits: (ports, caller, id) => ports.campaigns.waits(caller.reader, id),
  idOf: ({ view }) => view.campaign.id,
  why: whyCampaign,
})
