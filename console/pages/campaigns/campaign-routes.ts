// Routes of the section Campaigns.
import { Hono } from 'hono'
import { html } from 'hono/html'
import { page } from '../../parts/page.ts'
import type { ConsoleEnv } from '../../person.ts'

export function campaignRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.get('/', c =>
    c.html(page(c.var.person, { title: 'Campaigns', section: 'campaigns', content: html`<h1>Campaigns</h1>` })),
  )
  return app
}
