// Routes of the section Templates.
import { Hono } from 'hono'
import { html } from 'hono/html'
import { page } from '../../parts/page.ts'
import type { ConsoleEnv } from '../../person.ts'

export function templateRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.get('/', c =>
    c.html(page(c.var.person, { title: 'Templates', section: 'templates', content: html`<h1>Templates</h1>` })),
  )
  return app
}
