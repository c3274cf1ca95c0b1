// Routes of the section Inbox.
import { Hono } from 'hono'
import { html } from 'hono/html'
import { page } from '../../parts/page.ts'
import type { ConsoleEnv } from '../../person.ts'

export function inboxRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.get('/', c => c.html(page(c.var.person, { title: 'Inbox', section: 'inbox', content: html`<h1>Inbox</h1>` })))
  return app
}
