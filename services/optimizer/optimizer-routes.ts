// The routes of the Optimizer.
import type { Hono } from 'hono'
import { AdviceRequest, LearnRequest } from '#contracts/upstream/optimizer.ts'
import { parseBody } from '#services/kernel/parse-body.ts'
import { advise } from './advise.ts'
import type { CampaignHistory } from './history/campaign-history.ts'
import { LOOK_BACK_CAMPAIGNS, learn } from './learn.ts'

/** `POST /learn` → `{learnings}`; `POST /advice` → advice, kept, so that a campaign is advised the same for good. */
export function optimizerRoutes(app: Hono, history: CampaignHistory): void {
  app.post('/learn', async c => c.json({ learnings: learn(await parseBody(c, LearnRequest), history) }))
  app.post('/advice', async c => {
    const { tenant_id: tenantId, campaign_id: campaignId, channels } = await parseBody(c, AdviceRequest)
    const asked = [...new Set(channels.map(({ platform, account }) => `${platform}:${account}`))].sort().join(' ')
    const known = history.advice(tenantId, campaignId, asked)
    if (known !== undefined) return c.json(known)
    const advice = advise({ tenantId, campaignId, channels }, history.campaigns(tenantId, LOOK_BACK_CAMPAIGNS))
    history.keepAdvice(tenantId, campaignId, asked, advice)
    return c.json(advice)
  })
}
