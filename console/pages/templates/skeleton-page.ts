// One skeleton: what became of its check, what it is made of, and which styles it has.
import { html } from 'hono/html'
import type { SkeletonResource } from '#contracts/session-config.ts'
import type { StructureResource } from '#contracts/skeleton-structure.ts'
import { csrfField } from '../../parts/csrf-field.ts'
import { type Markup, nothing } from '../../parts/markup.ts'
import { badge, statusBadge, words } from '../../parts/status-badge.ts'
import { table } from '../../parts/table.ts'
import { time } from '../../parts/time.ts'
import { may, type Person } from '../../person.ts'
import { outline } from './outline.ts'
import { size } from './skeletons-page.ts'
import { tabs } from './tabs.ts'

export interface SkeletonAsked {
  skeleton: SkeletonResource
  structure: StructureResource
  notice?: Markup
}

export function skeletonPage(person: Person, asked: SkeletonAsked): Markup {
  return html`<h1>${asked.skeleton.name}</h1>${tabs('skeletons')}${skeletonPart(person, asked)}`
}

/** Asks for itself again while a worker is at it. */
export function skeletonPart(person: Person, { skeleton, structure, notice }: SkeletonAsked): Markup {
  const at = `/console/templates/skeletons/${skeleton.skeleton_id}`
  const moving = skeleton.status === 'CHECKING' || structure.status === 'READING'
  return html`<div id="skeleton" class="stack"${moving ? html` hx-get="${at}" hx-trigger="every 2s" hx-swap="outerMorph"` : ''}>
    ${notice ?? nothing}
    <section class="card" aria-labelledby="facts" aria-live="polite">
      <h2 id="facts">Upload ${statusBadge(skeleton.status)}</h2>
      ${skeleton.errors.length === 0 ? '' : html`<div class="notice bad"><ul>${skeleton.errors.map(({ pointer, detail }) => html`<li>${pointer === '' ? '' : html`<code>${pointer}</code> `}${detail}</li>`)}</ul></div>`}
      <dl class="facts"><dt>By</dt><dd>${skeleton.created_by.sub}, ${time(skeleton.created_at)}</dd>
        <dt>Size</dt><dd>${size(skeleton.bytes)}</dd><dt>SHA-256</dt><dd><code>${skeleton.sha256}</code></dd>
        <dt>Checked</dt><dd>${time(skeleton.decided_at)}</dd></dl>
      <div class="row">
        ${skeleton.status === 'ACTIVE' ? html`<a class="button primary" href="/console/templates?skeleton=${skeleton.skeleton_id}">Use as default</a>` : ''}
        ${may(person, 'tenant:admin') && !moving ? html`<form method="post" action="${at}/check" hx-post="${at}/check" hx-target="#skeleton" hx-swap="outerMorph">${csrfField(person)}<button>Read it again</button></form>` : ''}
      </div>
    </section>
    <section class="card" aria-labelledby="made-of">
      <h2 id="made-of">What it is made of ${reading(structure)}</h2>
      ${structure.error === null ? '' : html`<p class="wrong">${structure.error}</p>`}
      ${outline(structure)}
    </section>
    <section aria-labelledby="styles"><h2 id="styles">Styles</h2>
      ${table(
        'Styles of the skeleton',
        [
          { title: 'Name', heads: true, cell: style => style.name },
          { title: 'For', cell: style => words(style.type) },
          { title: 'Id', cell: style => html`<code>${style.id}</code>` },
          {
            title: 'Default',
            cell: style => (style.default ? badge('Default', 'plain') : html`<span class="soft">–</span>`),
          },
        ],
        structure.styles ?? [],
        'Its styles were not read yet.',
      )}
    </section>
  </div>`
}

function reading({ status }: StructureResource): Markup {
  if (status === 'READ') return nothing
  if (status === 'READING') return badge('Being read', 'warn')
  return status === 'FAILED' ? badge('Could not be read', 'bad') : badge('Not read yet', 'warn')
}
