// Where a platform hides the rest of a long text behind a word such as "more", about: it depends on the reader's screen.
import { html } from 'hono/html'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { richText } from './rich-text.ts'

/** @param after so many characters, or line breaks, are read at once */
export function foldedText(text: string, after: { characters: number; lines: number }): Markup {
  const at = foldAt(text, after)
  if (at === undefined) return html`<p class="text">${richText(text)}</p>`
  return html`<p class="text">${richText(text.slice(0, at))}</p>
    <p class="fold"><span>Readers see the rest on “more”</span></p>
    <p class="text">${richText(text.slice(at).trimStart())}</p>`
}

/** @returns where it is cut, between words; nothing when all of it is shown */
export function foldAt(text: string, { characters, lines }: { characters: number; lines: number }): number | undefined {
  const breaks = [...text.matchAll(/\n/g)].map(({ index }) => index)
  const end = Math.min(characters, breaks[lines - 1] ?? text.length)
  if (text.length <= end) return undefined
  const space = Math.max(text.lastIndexOf(' ', end), text.lastIndexOf('\n', end))
  return space > end * 0.6 ? space : end
}

export const noFold = (text: string): Markup => (text === '' ? nothing : html`<p class="text">${richText(text)}</p>`)
