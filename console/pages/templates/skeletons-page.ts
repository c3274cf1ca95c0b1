// The skeletons of the tenant: what was uploaded and what became of it, and the form for another.
import { html } from 'hono/html'
import type { SkeletonResource } from '#contracts/session-config.ts'
import { type Markup, nothing } from '../../parts/markup.ts'
import { pager } from '../../parts/pager.ts'
import { badge, statusBadge } from '../../parts/status-badge.ts'
import { type Column, table } from '../../parts/table.ts'
import { time } from '../../parts/time.ts'
import { may, type Person } from '../../person.ts'
import { tabs } from './tabs.ts'
import { uploadForm } from './upload-form.ts'

export interface SkeletonsAsked {
  skeletons: readonly SkeletonResource[]
  next: string | null
  cursor: string | undefined
  /** Of the configuration in force. */
  inUse: string | null | undefined
  notice?: Markup
}

export function skeletonsPage(person: Person, asked: SkeletonsAsked): Markup {
  return html`<h1>Templates</h1>${tabs('skeletons')}
    <div class="stack">
      ${may(person, 'tenant:admin') ? uploadForm(person, asked.notice) : nothing}
      ${skeletonsList(asked)}
    </div>`
}

/** Asks for itself again while one of them is being checked. */
export function skeletonsList({ skeletons, next, cursor, inUse }: SkeletonsAsked): Markup {
  const columns: Column<SkeletonResource>[] = [
    {
      title: 'Skeleton',
      heads: true,
      cell: one =>
        html`<a href="/console/templates/skeletons/${one.skeleton_id}">${one.name}</a>${one.skeleton_id === inUse ? html` ${badge('Default', 'good')}` : ''}`,
    },
    { title: 'Status', cell: status },
    { title: 'Places', number: true, cell: one => one.placeholders.length },
    { title: 'Tables', number: true, cell: one => one.tables.length },
    { title: 'Size', number: true, cell: one => size(one.bytes) },
    { title: 'By', cell: one => one.created_by.sub },
    { title: 'When', cell: one => time(one.created_at) },
    {
      title: 'Use',
      cell: one =>
        one.status === 'ACTIVE' && one.skeleton_id !== inUse
          ? html`<a class="button" href="/console/templates?skeleton=${one.skeleton_id}" aria-label="Use as default: ${one.name}">Use as default</a>`
          : html`<span class="soft">–</span>`,
    },
  ]
  const moving = skeletons.some(({ status }) => status === 'CHECKING')
  const at = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`
  return html`<div id="skeletons" aria-live="polite"${moving ? html` hx-get="/console/templates/skeletons${at}" hx-trigger="every 2s" hx-swap="outerMorph"` : ''}>
    ${table('Skeletons of the tenant', columns, skeletons, 'No skeleton was uploaded yet.')}
    ${pager('/console/templates/skeletons', {}, next)}
  </div>`
}

function status({ status, errors }: SkeletonResource): Markup {
  return html`${statusBadge(status)}${errors.length === 0 ? '' : html`<ul class="small errors">${errors.map(({ pointer, detail }) => html`<li>${pointer === '' ? '' : html`<code>${pointer}</code> `}${detail}</li>`)}</ul>`}`
}

export function size(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KiB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MiB`
}
