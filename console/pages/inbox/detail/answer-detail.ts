// One action in full, as a page: after whatever was done with it, too.
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ActionVersion } from '#contracts/action-version.ts'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import type { Markup } from '../../../parts/markup.ts'
import { page } from '../../../parts/page.ts'
import { type ConsoleEnv, mayLook } from '../../../person.ts'
import { doneText, isDone } from '../decide/done.ts'
import { LOOKS, toPost } from '../post/post.ts'
import { detailPage } from './detail-page.ts'
import type { TypedAnswer } from './resolve-forms.ts'
import type { Metrics } from './result.ts'
import { askStanding } from './standing.ts'

export interface DetailAnswer {
  status?: ContentfulStatusCode
  /** What was refused. */
  notice?: Markup
  /** What was done before the browser was led here. */
  done?: string | undefined
  typed?: TypedAnswer
}

/** A handful of calls whatever the action: those that only some people may ask are asked for them alone. */
export async function answerDetail(
  c: Context<ConsoleEnv>,
  id: string,
  { status = 200, notice, done, typed }: DetailAnswer,
) {
  const { api, person } = c.var
  const [stands, versions] = await Promise.all([
    askStanding(api, id),
    api.look<{ data: ActionVersion[] }>(`/actions/${id}/versions`, { limit: 20 }),
  ])
  const { campaign_id: campaignId, status: standing } = stands.action
  const [campaign, metrics] = await Promise.all([
    campaignId !== undefined && mayLook(person, 'campaigns:read')
      ? api.look<CampaignPayload>(`/campaigns/${campaignId}`)
      : undefined,
    standing === 'COMPLETED' ? api.look<Metrics>(`/actions/${id}/metrics`) : undefined,
  ])
  const { look, account } = toPost(stands.action)
  const content = detailPage({
    ...{ person, stands, versions, campaign, metrics },
    ...(notice === undefined ? {} : { notice }),
    ...(isDone(done) ? { done: doneText(done, stands.action) } : {}),
    ...(typed === undefined ? {} : { typed }),
  })
  return c.html(page(person, { title: `${LOOKS[look]} of ${account}`, section: 'inbox', content }), status)
}
