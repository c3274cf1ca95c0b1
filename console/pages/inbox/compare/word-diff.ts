// Two texts as one, with what was taken out and what was put in.
import { diffWordsWithSpace } from 'diff'
import { html } from 'hono/html'
import type { Markup } from '../../../parts/markup.ts'

/** Two long texts without anything in common would take seconds: then both are shown whole. */
const PATIENCE_MS = 200

export function wordDiff(before: string, after: string): Markup {
  const changes = diffWordsWithSpace(before, after, { timeout: PATIENCE_MS })
  if (changes === undefined)
    return html`<p class="text diff"><del>${before}</del></p><p class="text diff"><ins>${after}</ins></p>`
  return html`<p class="text diff">${changes.map(({ added, removed, value }) =>
    added ? html`<ins>${value}</ins>` : removed ? html`<del>${value}</del>` : html`${value}`,
  )}</p>`
}
