// Routes of the section Campaigns.
import { Hono } from 'hono'
import { html } from 'hono/html'
import { isPartial } from '../../http/is-partial.ts'
import { live } from '../../http/live.ts'
import { page } from '../../parts/page.ts'
import type { ConsoleEnv } from '../../person.ts'
import { campaignContent, campaignDrawn, lookAt } from './campaign-page.ts'
import { commandRoutes } from './commands/command-routes.ts'
import { type Metrics, metricsPart } from './metrics/metrics-part.ts'
import { doneWords } from './went.ts'

export function campaignRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.get('/', c =>
    c.html(page(c.var.person, { title: 'Campaigns', section: 'campaigns', content: html`<h1>Campaigns</h1>` })),
  )
  app.route('/', commandRoutes())
  app.get('/:id', async c => {
    const seen = await lookAt(c.var.api, c.req.param('id'))
    const content = campaignContent(seen, c.var.person, doneWords(c.req.query('done')))
    return c.html(
      page(c.var.person, { title: seen.payload.brief.objective.slice(0, 80), section: 'campaigns', content }),
    )
  })
  app.get('/:id/live', c => {
    const id = c.req.param('id')
    return live(c, `/campaigns/${encodeURIComponent(id)}/events`, async api =>
      campaignDrawn(await lookAt(api, id), c.var.person),
    )
  })
  app.get('/:id/metrics/:action', async c => {
    const metrics = await c.var.api.get<Metrics>(`/actions/${encodeURIComponent(c.req.param('action'))}/metrics`)
    const drawn = metricsPart(metrics)
    if (isPartial(c)) return c.html(drawn)
    const content = html`<p><a href="/console/campaigns/${c.req.param('id')}">Back to the campaign</a></p><h1>How it does</h1>${drawn}`
    return c.html(page(c.var.person, { title: 'How it does', section: 'campaigns', content }))
  })
  return app
}
