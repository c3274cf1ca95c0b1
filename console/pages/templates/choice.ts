// One choice of the mapping: a name on the left, where it goes on the right, and what is wrong with it below.
import { html } from 'hono/html'
import { type Markup, nothing } from '../../parts/markup.ts'
import type { DraftRow } from './mapping-draft.ts'

export interface Option {
  value: string
  text: string
  group?: string
}

export interface Choice {
  /** Of the two fields of the form: `zone` is `zone.name` and `zone.to`. */
  kind: 'zone' | 'table' | 'style'
  /** Stable while the page changes. */
  id: string
  row: DraftRow
  options: readonly Option[]
  /** What choosing nothing means. */
  none: string
  /** For a row whose name is typed. */
  label?: string
  about?: Markup | string
  wrong?: string | undefined
  /** Leads to the place in the outline. */
  at?: string | undefined
}

export function choice(asked: Choice): Markup {
  const { kind, id, row, about, wrong, at } = asked
  const name = row.typed ? `${kind}.new` : kind
  const said = [about === undefined ? '' : `${id}-about`, wrong === undefined ? '' : `${id}-wrong`]
  const describes = said.filter(word => word !== '').join(' ')
  return html`<li class="map-row${wrong === undefined ? '' : ' off'}" id="${id}" data-points="${kind}">
    <div class="from-side">
      ${
        row.typed
          ? html`<label class="sr" for="${id}-name">${asked.label}</label><input id="${id}-name" name="${name}.name" value="${row.name}" placeholder="${asked.label}" maxlength="200" autocomplete="off" />`
          : html`<label for="${id}-to"><code>${row.name}</code></label><input type="hidden" name="${name}.name" value="${row.name}" />`
      }
      ${about === undefined ? '' : html`<div class="about" id="${id}-about">${about}</div>`}
    </div>
    <div class="to-side">
      ${row.typed ? html`<label class="sr" for="${id}-to">Where it goes</label>` : ''}
      ${select(asked, `${name}.to`, describes)}
      ${wrong === undefined ? '' : html`<p class="wrong" id="${id}-wrong">${wrong}</p>`}
    </div>
    ${at === undefined ? html`<span></span>` : html`<a class="show" href="#${at}" aria-label="Show ${row.to} in the document">Show</a>`}
  </li>`
}

function select({ id, row, options, none, wrong }: Choice, name: string, describes: string): Markup {
  const known = options.some(({ value }) => value === row.to)
  return html`<select id="${id}-to" name="${name}"${describes === '' ? '' : html` aria-describedby="${describes}"`}${wrong === undefined ? '' : html` aria-invalid="true"`}>
        ${option({ value: '', text: none }, row.to)}
        ${row.to === '' || known ? nothing : option({ value: row.to, text: `${row.to} (not in this skeleton)` }, row.to)}
        ${groups(options).map(([group, own]) =>
          group === undefined
            ? own.map(one => option(one, row.to))
            : html`<optgroup label="${group}">${own.map(one => option(one, row.to))}</optgroup>`,
        )}
      </select>`
}

const option = ({ value, text }: Option, chosen: string): Markup =>
  html`<option value="${value}"${value === chosen ? html` selected` : ''}>${text}</option>`

const groups = (options: readonly Option[]) => [...Map.groupBy(options, ({ group }) => group)]
