// Routes of the section Sessions.
import { Hono } from 'hono'
import { html } from 'hono/html'
import { page } from '../../parts/page.ts'
import type { ConsoleEnv } from '../../person.ts'

export function sessionRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.get('/', c =>
    c.html(page(c.var.person, { title: 'Sessions', section: 'sessions', content: html`<h1>Sessions</h1>` })),
  )
  return app
}
