// The text of a post with its links, mentions and hashtags marked, and what can't be seen in it made visible.
import { html } from 'hono/html'
import { link } from '../../../parts/link.ts'
import type { Markup } from '../../../parts/markup.ts'

const MARKED = /https?:\/\/[^\s<>"']+|(?<![\p{L}\p{N}_])[#@][\p{L}\p{N}_][\p{L}\p{N}_.]*/gu

/** Characters that turn or hide text: what is approved could read otherwise than it looks. Joiners of emoji are none. */
const HIDDEN = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u{E0001}-\u{E007F}]/u

export function richText(text: string): Markup {
  const pieces: Markup[] = []
  let from = 0
  for (const match of text.matchAll(MARKED)) {
    const word = match[0].replace(/[.,;:!?)]+$/, '')
    pieces.push(plain(text.slice(from, match.index)))
    pieces.push(word.startsWith('http') ? link(word) : html`<span class="mark">${word}</span>`)
    from = match.index + word.length
  }
  pieces.push(plain(text.slice(from)))
  return html`${pieces}`
}

/** @returns the code points that nobody sees, as `U+202E`, each once */
export function hiddenCharacters(text: string): string[] {
  const found = [...text].filter(character => HIDDEN.test(character))
  return [...new Set(found)].map(codePoint)
}

function plain(text: string): Markup {
  if (!HIDDEN.test(text)) return html`${text}`
  const pieces = text.split(new RegExp(`(${HIDDEN.source})`, 'u'))
  return html`${pieces.map(piece => (HIDDEN.test(piece) ? html`<span class="unseen">${codePoint(piece)}</span>` : piece))}`
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
