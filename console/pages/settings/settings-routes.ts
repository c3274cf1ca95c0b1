// Routes of the section Settings.
import { Hono } from 'hono'
import { html } from 'hono/html'
import { page } from '../../parts/page.ts'
import type { ConsoleEnv } from '../../person.ts'

export function settingsRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.get('/', c =>
    c.html(page(c.var.person, { title: 'Settings', section: 'settings', content: html`<h1>Settings</h1>` })),
  )
  return app
}
