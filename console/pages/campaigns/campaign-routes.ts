// Routes of the section Campaigns.
import { Hono } from 'hono'
import { html } from 'hono/html'
import { isPartial } from '../../http/is-partial.ts'
import { live } from '../../http/live.ts'
import { page } from '../../parts/page.ts'
import type { ConsoleEnv } from '../../person.ts'
import { batchRoutes } from './batch/batch-routes.ts'
import { campaignContent, campaignDrawn, lookAt } from './campaign-page.ts'
import { CAMPAIGN, ID } from './campaign-path.ts'
import { commandRoutes } from './commands/command-routes.ts'
import { createRoutes } from './create/create-routes.ts'
import { listRoutes } from './list/list-routes.ts'
import { type Metrics, metricsPart } from './metrics/metrics-part.ts'
import { doneWords } from './went.ts'

export function campaignRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.route('/', listRoutes())
  app.route('/', createRoutes())
  app.route('/', batchRoutes())
  app.route('/', commandRoutes())
  app.get(CAMPAIGN, async c => {
    const seen = await lookAt(c.var.api, c.req.param('id'))
    const content = campaignContent(seen, c.var.person, doneWords(c.req.query('done')))
    const title = seen.payload.brief.objective.slice(0, 80)
    return c.html(page(c.var.person, { title, section: 'campaigns', content }))
  })
  app.get(`${CAMPAIGN}/live`, c => {
    const id = c.req.param('id')
    return live(c, `/campaigns/${id}/events`, async api => campaignDrawn(await lookAt(api, id), c.var.person))
  })
  app.get(`${CAMPAIGN}/metrics/:action${ID}`, async c => {
    const drawn = metricsPart(await c.var.api.get<Metrics>(`/actions/${c.req.param('action')}/metrics`))
    if (isPartial(c)) return c.html(drawn)
    const back = `/console/campaigns/${c.req.param('id')}`
    const content = html`<p><a href="${back}">Back to the campaign</a></p><h1>How it does</h1><div class="card metrics">${drawn}</div>`
    return c.html(page(c.var.person, { title: 'How it does', section: 'campaigns', content }))
  })
  return app
}
