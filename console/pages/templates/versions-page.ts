// All versions of the configuration, newest first; any two can be compared and any one be brought back.
import { html } from 'hono/html'
import type { ConfigResource } from '#contracts/session-config.ts'
import type { Markup } from '../../parts/markup.ts'
import { pager } from '../../parts/pager.ts'
import { badge, statusBadge } from '../../parts/status-badge.ts'
import { type Column, table } from '../../parts/table.ts'
import { time } from '../../parts/time.ts'
import { tabs } from './tabs.ts'

export interface VersionsAsked {
  versions: readonly ConfigResource[]
  next: string | null
  /** The version in force; undefined: none. */
  inForce: number | undefined
}

export function versionsPage({ versions, next, inForce }: VersionsAsked): Markup {
  const [newest, former] = versions
  const radio = (side: 'a' | 'b', version: number, chosen: number | undefined) =>
    html`<label class="pick"><input type="radio" name="${side}" value="${version}"${version === chosen ? html` checked` : ''} /><span class="sr">${side === 'a' ? 'Compare from' : 'Compare to'} version ${version}</span></label>`
  const columns: Column<ConfigResource>[] = [
    {
      title: 'Version',
      heads: true,
      cell: ({ version }) => html`<a href="/console/templates?from=${version}">${version}</a>`,
    },
    {
      title: 'Status',
      cell: one => html`${statusBadge(one.status)}${one.version === inForce ? html` ${badge('In force', 'good')}` : ''}
        ${one.errors.length === 0 ? '' : html`<details class="small"><summary>${one.errors.length} ${one.errors.length === 1 ? 'error' : 'errors'}</summary><ul>${one.errors.map(({ pointer, detail }) => html`<li><code>${pointer}</code> ${detail}</li>`)}</ul></details>`}`,
    },
    {
      title: 'By',
      cell: one =>
        html`${one.created_by.sub}${one.created_by.principal === 'service' ? html` ${badge('service', 'plain')}` : ''}`,
    },
    { title: 'When', cell: one => time(one.created_at) },
    { title: 'Templates', number: true, cell: one => Object.keys(one.zone_map).length },
    { title: 'From', cell: one => radio('a', one.version, (former ?? newest)?.version) },
    { title: 'To', cell: one => radio('b', one.version, newest?.version) },
    {
      title: 'Bring back',
      cell: one =>
        html`<a class="button" href="/console/templates?from=${one.version}" aria-label="Bring back version ${one.version}">Bring back</a>`,
    },
  ]
  return html`<h1>Templates</h1>${tabs('versions')}
    <form method="get" action="/console/templates/versions/compare" class="stack">
      ${table('Versions of the configuration', columns, versions, 'No version was handed in yet.')}
      ${versions.length < 2 ? '' : html`<div class="row"><button class="primary" data-key="c">Compare the two</button></div>`}
    </form>
    ${pager('/console/templates/versions', {}, next)}`
}
