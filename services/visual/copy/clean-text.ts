// The place where text of people and models becomes text that every platform takes.

/** U+202A to U+202E and the non-characters make a post invalid on X; what nobody sees hides things. Joiners stay: scripts need them. */
const UNPOSTABLE = /[\p{Cc}\u00AD\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFFE\uFFFF\u{E0000}-\u{E007F}]/gu

/** Bounds the work on text that came unbounded from an upstream. */
const LONGEST = 6000

/** NFC, well-formed, single spaced, at most two line breaks in a row, bounded at a space. */
export function cleanText(raw: string): string {
  return bounded(raw.toWellFormed().normalize('NFC'))
    .replaceAll('\r\n', '\n')
    .replace(/[\t\v\f\r]/g, ' ')
    .split('\n')
    .map(line =>
      line
        .replace(UNPOSTABLE, '')
        .replace(/\p{Zs}+/gu, ' ')
        .trim(),
    )
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function bounded(text: string): string {
  if (text.length <= LONGEST) return text
  const space = text.lastIndexOf(' ', LONGEST)
  return space > 0 ? text.slice(0, space) : [...text].slice(0, LONGEST / 2).join('')
}
