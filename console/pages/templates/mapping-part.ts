// The mapping: what needs a look on top, the document on the left, the form beside it. It is drawn anew with every choice.
import { html } from 'hono/html'
import { type Markup, nothing } from '../../parts/markup.ts'
import { badge, statusBadge } from '../../parts/status-badge.ts'
import type { Person } from '../../person.ts'
import type { Ground } from './load-ground.ts'
import { type LooseEnds, looseEnds } from './loose-ends.ts'
import type { MappingDraft } from './mapping-draft.ts'
import { mappingForm } from './mapping-form.ts'
import type { RowsAsked } from './mapping-rows.ts'
import { outline, placeId, tableId } from './outline.ts'
import { rowId } from './row-ids.ts'
import { overtakenNotice, versionNotices } from './version-notices.ts'

export interface MappingAsked {
  draft: MappingDraft
  ground: Ground
  problem?: RowsAsked['problem']
  /** What the API, or another person, has against it. */
  notice?: Markup
}

export function mappingPart(person: Person, { draft: given, ground, problem, notice }: MappingAsked): Markup {
  const draft = withKnown(given, ground)
  const ends = looseEnds(draft, ground)
  return html`<div id="mapping">
    ${versionNotices(ground)}
    ${notice ?? overtakenNotice(draft.base, ground)}
    ${summary(ends, ground)}
    <div class="mapping">
      <section class="document-side" aria-labelledby="outline-title">
        <h2 id="outline-title">${ground.skeleton?.name ?? 'The document'}</h2>
        ${documentSide({ draft, ground, ends })}
      </section>
      ${mappingForm(person, { draft, ground, ends, problem })}
    </div>
  </div>`
}

/** What INGEST found or core named has a row, mapped or not. On a page that is opened the unmapped stand first. */
function withKnown(draft: MappingDraft, { templates }: Ground): MappingDraft {
  const there = new Set(draft.zones.filter(({ typed }) => !typed).map(({ name }) => name))
  const known = templates.filter(one => !there.has(one.template_id) && (one.discovered || one.seen !== null))
  return { ...draft, zones: [...known.map(one => ({ name: one.template_id, to: '' })), ...draft.zones] }
}

function summary(ends: LooseEnds, { skeleton }: Ground): Markup {
  const { unmapped, empty, danglingZones, danglingTables, missingStyles, unfilled } = ends
  const lines = [
    line(unmapped, 'warn', 'unmapped', 'templates whose blocks are plain text of the body', name =>
      rowId('zone', name),
    ),
    line(empty, 'bad', 'empty', 'places that nothing goes to: a version that leaves one is refused', placeId),
    line(danglingZones, 'bad', 'dangling', 'templates whose place this skeleton does not have', name =>
      rowId('zone', name),
    ),
    line(danglingTables, 'bad', 'dangling', 'intents whose table this skeleton does not have', name =>
      rowId('table', name),
    ),
    line(missingStyles, 'warn', 'missing', 'uses whose style this skeleton does not have', name =>
      rowId('style', name),
    ),
    line(unfilled, 'warn', 'unfilled', 'tables that no intent fills', tableId),
  ]
  if (lines.every(one => one === nothing)) {
    if (skeleton?.status !== 'ACTIVE') return html`<div id="loose-ends"></div>`
    return html`<div id="loose-ends" class="notice good"><p>Everything that is known has its place.</p></div>`
  }
  return html`<div id="loose-ends" class="notice warn"><h2 class="sr">What leads nowhere</h2><ul class="ends">${lines}</ul></div>`
}

const MOST_NAMED = 30

function line(
  names: readonly string[],
  tone: 'warn' | 'bad',
  word: string,
  what: string,
  idOf: (name: string) => string,
): Markup {
  if (names.length === 0) return nothing
  const more = names.length - MOST_NAMED
  return html`<li>${badge(`${names.length} ${word}`, tone)} ${what}: ${names.slice(0, MOST_NAMED).map((name, index) => html`${index === 0 ? '' : ', '}<a href="#${idOf(name)}"><code>${name}</code></a>`)}${more > 0 ? ` and ${more} more` : ''}</li>`
}

function documentSide({ draft, ground }: RowsAsked): Markup {
  const { skeleton, structure, skeletons } = ground
  if (skeleton === undefined)
    return html`<p class="soft">${skeletons.length === 0 ? html`There is no skeleton yet. <a href="/console/templates/skeletons">Upload one</a> first.` : 'Choose a default skeleton to see what it is made of.'}</p>`
  const state =
    skeleton.status === 'ACTIVE'
      ? nothing
      : html`<p>${statusBadge(skeleton.status)} ${skeleton.status === 'CHECKING' ? 'A worker is looking into it.' : 'No document can be made from it.'}</p>`
  if (structure === undefined || skeleton.status !== 'ACTIVE') return state
  return html`${structureState(structure)}
    <div class="scroll" tabindex="0" role="region" aria-label="Outline of the document">${outline(structure, draft)}</div>
    <p class="small"><a href="/console/templates/skeletons/${skeleton.skeleton_id}">All of this skeleton</a></p>`
}

function structureState({ status, error }: NonNullable<Ground['structure']>): Markup {
  if (status === 'READ') return nothing
  if (status === 'READING')
    return html`<p role="status">${badge('Being read', 'warn')} A worker reads what it is made of.</p>`
  return html`<p>${badge(status === 'FAILED' ? 'Could not be read' : 'Not read yet', 'warn')} ${error ?? 'Its outline and its styles are not known.'}
    <button form="mapping-form" name="do" value="read">Read it now</button></p>`
}
