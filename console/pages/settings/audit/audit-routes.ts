// Routes of the tab Audit.
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { field } from '../../../parts/field.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { pager } from '../../../parts/pager.ts'
import { refusalNotice } from '../../../parts/refusal.ts'
import { type Verdict, verdict } from '../../../parts/verdict.ts'
import type { ConsoleEnv } from '../../../person.ts'
import { showTab } from '../settings-tab.ts'
import { entryTable } from './entry-table.ts'
import { exportAudit } from './export-audit.ts'
import type { FoundEntry } from './found-entry.ts'
import { type Filters, filtersOf, queryOf, searchForm } from './search-form.ts'

export function auditRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.get('/', search)
  app.get('/verify', verify)
  app.get('/export', exportAudit)
  return app
}

async function search(c: Context<ConsoleEnv>) {
  const { api, person } = c.var
  const filters = filtersOf(c.req.query())
  const place = { cursor: c.req.query('cursor') }
  const found = await api.look<{ data: FoundEntry[]; next_cursor: string | null }>('/audit', {
    ...queryOf(filters),
    ...place,
  })
  // Who may not look at all is told so by the page; a filter with a slip in it keeps what was typed.
  if (!found.ok && found.status !== 422) await api.get('/audit', { limit: 1 })
  const list = found.ok
    ? html`${entryTable(person, found.body.data, found.body.next_cursor === null ? 'Nothing of the kind.' : 'Nothing of the kind in this stretch of the trails: the next page goes on.')}
      ${pager('/console/settings/audit', { ...filters }, found.body.next_cursor)}`
    : refusalNotice(found)
  return showTab(c, {
    ...{ name: 'audit', title: 'Audit', status: found.ok ? 200 : found.status },
    content: html`${tools(filters)}${searchForm(filters)}<section aria-label="Found">${list}</section>`,
  })
}

async function verify(c: Context<ConsoleEnv>) {
  const subject = c.req.query('subject')?.trim() ?? ''
  const { status, said } = subject === '' ? { status: 200, said: nothing } : await verified(c, subject)
  return showTab(c, {
    ...{ name: 'audit', title: 'Verify a trail', status },
    up: { href: '/console/settings/audit', text: 'Audit' },
    content: html`${said}<div class="card narrow">${verifyForm(subject)}</div>`,
  })
}

async function verified(c: Context<ConsoleEnv>, subject: string): Promise<{ status: number; said: Markup }> {
  const found = await c.var.api.look<Verdict>('/audit/verify', { subject })
  if (!found.ok) return { status: found.status, said: refusalNotice(found) }
  const more = html`<p><a href="/console/settings/audit?subject=${encodeURIComponent(subject)}">Its trail</a></p>`
  return { status: 200, said: html`${verdict(found.body)}${more}` }
}

function verifyForm(subject: string): Markup {
  return html`<form method="get" action="/console/settings/audit/verify" class="fields">
    ${field({ name: 'subject', label: 'Subject', value: subject, required: true, max: 36, hint: 'The id of a campaign, an action or a session' })}
    <div class="row"><button>Verify</button></div></form>`
}

function tools({ subject }: Filters): Markup {
  return html`<div class="row tools">
    ${subject === undefined ? nothing : html`<a class="button" data-key="v" href="/console/settings/audit/verify?subject=${encodeURIComponent(subject)}">Verify this trail</a>`}
    <a href="/console/settings/audit/verify${subject === undefined ? '' : `?subject=${encodeURIComponent(subject)}`}">Verify by id</a>
    <a href="/.well-known/mandate-audit-keys">Public keys of the checkpoints</a>
    <details class="push"><summary>Export</summary>
      <form method="get" action="/console/settings/audit/export" class="fields">
        <div class="field"><label for="export-since">Since (UTC), or all of them</label><input id="export-since" name="since" type="datetime-local" /></div>
        <div class="row"><button name="format" value="jsonl">JSON lines</button><button name="format" value="csv">CSV</button></div>
      </form></details>
  </div>`
}
