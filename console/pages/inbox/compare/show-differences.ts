// What an edit changed, as a person reads it: texts by their words, the rest as it was and as it is.
import { html } from 'hono/html'
import { type Markup, nothing } from '../../../parts/markup.ts'
import type { Difference } from './differences.ts'
import { wordDiff } from './word-diff.ts'

export function showDifferences(found: readonly Difference[]): Markup {
  if (found.length === 0) return nothing
  return html`<dl class="differences">${found.map(
    ({ what, before, after }) => html`<dt>${what}</dt><dd>${wordDiff(before, after)}</dd>`,
  )}</dl>`
}
