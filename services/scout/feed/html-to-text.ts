// The place where markup of strangers loses everything but its words.
import { Parser } from 'htmlparser2'

/** Markup past this is not read; a summary is cut far earlier. */
const MAX_MARKUP = 100_000
const SILENT = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'iframe',
  'svg',
  'object',
  'head',
  'title',
  'textarea',
])
const INLINE = new Set(
  'a abbr b bdi bdo cite code data dfn em font i kbd mark q s samp small span strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)

/** The visible words, blocks apart by a space. Entities are decoded once; nothing of it may be used as HTML again. */
export function htmlToText(markup: string): string {
  const words: string[] = []
  let silentDepth = 0
  const parser = new Parser(
    {
      onopentagname(name) {
        if (SILENT.has(name)) silentDepth += 1
        else if (!INLINE.has(name)) words.push(' ')
      },
      ontext(text) {
        if (silentDepth === 0) words.push(text)
      },
      onclosetag(name) {
        if (SILENT.has(name)) silentDepth -= 1
        else if (!INLINE.has(name)) words.push(' ')
      },
    },
    { decodeEntities: true },
  )
  parser.end(markup.slice(0, MAX_MARKUP))
  return words.join('')
}
