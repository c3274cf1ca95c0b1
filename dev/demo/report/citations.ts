// Which signals the debate cites, each with a short name that the argument and the table of signals share.
import { html } from 'hono/html'
import type { DemoRecord } from '../demo-record.ts'
import type { Html } from './markup.ts'

export type Citations = ReadonlyMap<string, { label: string; roles: readonly string[] }>

/** Numbered by score. */
export function citations({ campaign, scan }: Pick<DemoRecord, 'campaign' | 'scan'>): Citations {
  const positions = campaign.strategy_brief?.debate.positions ?? []
  const cited = scan.signals
    .filter(({ id }) => positions.some(position => position.signal_ids.includes(id)))
    .toSorted((one, other) => other.score - one.score)
  return new Map(
    cited.map(({ id }, index) => [
      id,
      {
        label: `S${index + 1}`,
        roles: positions.filter(({ signal_ids }) => signal_ids.includes(id)).map(({ role }) => role),
      },
    ]),
  )
}

/** A text in which ids of signals became links to their rows. */
export function linkSignals(text: string, cited: Citations): Html {
  const ids = [...cited.keys()]
  if (ids.length === 0) return html`${text}`
  const parts = text.split(new RegExp(`(${ids.map(escapePattern).join('|')})`))
  return html`${parts.map(part => {
    const found = cited.get(part)
    return found === undefined ? html`${part}` : html`<a class="cite" href="#${found.label}">${found.label}</a>`
  })}`
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
