// One tab of the settings, as a page or, where a form of it asks, as the part below the tabs.
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { isPartial } from '../../http/is-partial.ts'
import type { Markup } from '../../parts/markup.ts'
import { page } from '../../parts/page.ts'
import type { ConsoleEnv } from '../../person.ts'
import { doneNotice } from './went.ts'

export const TABS = [
  { name: 'accounts', title: 'Accounts' },
  { name: 'policy', title: 'Policy' },
  { name: 'kill-switches', title: 'Kill switches' },
  { name: 'quota', title: 'Quota' },
  { name: 'webhooks', title: 'Webhooks' },
  { name: 'audit', title: 'Audit' },
] as const
export type TabName = (typeof TABS)[number]['name']

export interface Tab {
  name: TabName
  title: string
  content: Markup
  status?: number
  /** Back to what this is a part of. */
  up?: { href: string; text: string }
}

export function showTab(c: Context<ConsoleEnv>, tab: Tab): Response | Promise<Response> {
  const { name, title, content, up, status = 200 } = tab
  const part = html`<div id="tab">
    ${up === undefined ? '' : html`<p class="up"><a href="${up.href}" data-key="u">← ${up.text}</a></p>`}
    <h1>${title}</h1>
    ${doneNotice(c.req.query('done'))}
    ${content}
  </div>`
  c.header('cache-control', 'no-store')
  if (isPartial(c)) return c.html(part, status as ContentfulStatusCode)
  const whole = html`${tabs(name)}${part}`
  const title_ = `${title} · Settings`
  return c.html(
    page(c.var.person, { title: title_, section: 'settings', content: whole }),
    status as ContentfulStatusCode,
  )
}

function tabs(shown: TabName): Markup {
  return html`<nav class="tabs" aria-label="Settings">${TABS.map(
    ({ name, title }) =>
      html`<a href="/console/settings/${name}"${name === shown ? html` aria-current="page"` : ''}>${title}</a>`,
  )}</nav>`
}
