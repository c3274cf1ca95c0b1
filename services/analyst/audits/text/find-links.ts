// Finds what readers or platforms would take for a link in a text, the broken ones too.
import twitterText from 'twitter-text'

export interface FoundLink {
  /** As it stands in the text, without the punctuation after it. */
  written: string
  /** Whether it names its scheme (`https://…`) or is bare (`example.com/x`). */
  bare: boolean
}

/** In the order of the text; a link is found once, however often it is written. */
export function findLinks(text: string): FoundLink[] {
  const explicit = [...text.matchAll(EXPLICIT)].map(match => trimEnd(match[0])).filter(link => link !== '')
  const known = [...new Set(explicit)]
  // Word by word, without the longest: twitter-text takes quadratic time for long chains of dots.
  const words = new Set(known.reduce((left, link) => left.replaceAll(link, ' '), text).split(/\s+/))
  const bare = [...words]
    .filter(word => word.includes('.') && word.length <= MOST_CHARACTERS)
    .flatMap(word => twitterText.extractUrls(word))
    .map(trimEnd)
  return [
    ...known.map(written => ({ written, bare: false })),
    ...[...new Set(bare)].map(written => ({ written, bare: true })),
  ]
}

/** What browsers and platforms take for a link is shorter. */
const MOST_CHARACTERS = 2100

/** `scheme://…` of any scheme; schemes that need no slashes; and the usual slips: `https:/x`, `https//x`, `http:x`. */
const EXPLICIT =
  /(?<![\p{L}\p{N}])(?:[a-z][a-z0-9+.-]{0,30}:\/\/|(?:javascript|vbscript|data|file|blob|intent|ftp):|https?(?::\/?|\/\/)(?=[\p{L}\p{N}]))[^\s<>"“”«»]*/giu

/** Punctuation after a link belongs to the sentence, a closing bracket only when the link has not opened it. */
function trimEnd(link: string): string {
  let end = link.replace(/[.,;:!?'…]+$/u, '')
  while (/[)\]}]$/.test(end) && !/[([{]/.test(end)) end = end.slice(0, -1).replace(/[.,;:!?'…]+$/u, '')
  return end
}
