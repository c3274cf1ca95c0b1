// The rows of the mapping: every template, intent and use, what is known of it, where it goes, and what is wrong with that.
import { html } from 'hono/html'
import type { Problem } from '#contracts/problem.ts'
import type { TemplateResource } from '#contracts/skeleton-structure.ts'
import { wrongAt } from '../../parts/field.ts'
import type { Markup } from '../../parts/markup.ts'
import { badge, words } from '../../parts/status-badge.ts'
import { type Choice, choice } from './choice.ts'
import type { Ground } from './load-ground.ts'
import { type LooseEnds, styleTypeOf } from './loose-ends.ts'
import type { DraftRow, MappingDraft } from './mapping-draft.ts'
import { placeId, tableId } from './outline.ts'
import { placesOf } from './places-of.ts'
import { pointerTo, rowId } from './row-ids.ts'

export interface RowsAsked {
  draft: MappingDraft
  ground: Ground
  ends: LooseEnds
  /** What the API refused of this draft. */
  problem?: Problem | undefined
}

export function zoneRows(asked: RowsAsked): Markup {
  const { draft, ground, ends } = asked
  const places = placesOf(ground.structure)
  const options = places
    .filter(({ kind }) => kind !== 'FIELD')
    .map(({ name, where }) => ({ value: name, text: `${where} › ${name}`, group: where }))
  const there = new Set(places.map(({ name }) => name))
  const known = new Map(ground.templates.map(one => [one.template_id, one]))
  const none = 'Nowhere: plain text of the body'
  return rows('zone', draft.zones, (row, id) => {
    const template = row.typed ? undefined : known.get(row.name)
    const wrong = ends.danglingZones.includes(row.name) ? 'The skeleton has no such place for blocks.' : undefined
    return {
      ...{ kind: 'zone', id, row, options, none, label: 'Template id' },
      ...(row.typed ? {} : { about: aboutTemplate(template, row) }),
      wrong: refusedAt(asked, 'zone_map', row) ?? wrong,
      at: there.has(row.to) ? placeId(row.to) : undefined,
    }
  })
}

export function tableRows(asked: RowsAsked): Markup {
  const { draft, ground, ends } = asked
  const ids = ground.skeleton?.tables ?? []
  return rows('table', draft.tables, (row, id) => ({
    ...{ kind: 'table', id, row, options: ids.map(value => ({ value, text: value })) },
    ...{ none: 'Nowhere: text alone', label: 'Intent id' },
    wrong:
      refusedAt(asked, 'table_map', row) ??
      (ends.danglingTables.includes(row.name) ? 'The skeleton has no such table.' : undefined),
    at: ids.includes(row.to) ? tableId(row.to) : undefined,
  }))
}

export function styleRows(asked: RowsAsked): Markup {
  const { draft, ground, ends } = asked
  const styles = ground.structure?.styles ?? []
  const list = draft.styles.map(row => {
    const type = styleTypeOf(row.name)
    const options = styles.filter(style => style.type === type).map(({ name }) => ({ value: name, text: name }))
    const shown = {
      ...row,
      to: options.find(({ value }) => value.toLowerCase() === row.to.toLowerCase())?.value ?? row.to,
    }
    return choice({
      ...{
        kind: 'style',
        id: rowId('style', row.name),
        row: shown,
        options,
        none: type === 'table' ? 'Plain' : 'Normal',
      },
      about: words(row.name),
      wrong:
        refusedAt(asked, 'style_map', row) ??
        (ends.missingStyles.includes(row.name) ? 'The skeleton has no such style: it will look as Normal.' : undefined),
    })
  })
  return html`<ul class="rows">${list}</ul>`
}

/** The last row is always a blank one. */
function rows(kind: 'zone' | 'table', own: readonly DraftRow[], of: (row: DraftRow, id: string) => Choice): Markup {
  const all: DraftRow[] = [...own, { name: '', to: '', typed: true }]
  return html`<ul class="rows">${all.map((row, index) => choice(of(row, row.typed ? `new-${kind}-${index}` : rowId(kind, row.name))))}</ul>`
}

/** As the API refused it, or the check of the version that the draft still says the same as. */
function refusedAt(
  { problem, ground: { pending } }: RowsAsked,
  map: 'zone_map' | 'table_map' | 'style_map',
  row: DraftRow,
) {
  const pointer = pointerTo(map, row.name)
  const now = wrongAt(problem, pointer)
  if (now !== undefined || pending?.status !== 'REFUSED' || row.name === '') return now
  const then = pending.errors.filter(error => error.pointer === pointer)
  if (then.length === 0 || pending[map][row.name] !== row.to) return undefined
  return then.map(({ detail }) => detail).join('; ')
}

function aboutTemplate(template: TemplateResource | undefined, row: DraftRow): Markup {
  if (template === undefined) return html`${badge('INGEST does not know it', 'plain')}`
  const { name, discovered, seen, suggested_placeholder: suggested, evidence } = template
  return html`${name === null || name === row.name ? '' : html`<span>${name}</span> `}${discovered ? badge('Found by INGEST', 'calm') : badge('INGEST does not know it', 'plain')}
      ${seen === null ? '' : html`<span class="soft small">named in ${seen.blocks} recent ${seen.blocks === 1 ? 'block' : 'blocks'}</span>`}
      ${suggested === null || suggested === row.to ? '' : html`<span class="small">the document suggests <code>${suggested}</code></span>`}
      ${evidence.length === 0 ? '' : html`<details class="small"><summary>Why</summary><ul>${evidence.map(one => html`<li>${words(one.kind)} in <code>${one.part}</code>: ${one.text}</li>`)}</ul></details>`}`
}
