// The place where text from outside becomes text that every store and screen can take.

const LONE_SURROGATES = /\p{Cs}/gu
// Bidirectional overrides can make a title read other than it is; the joiners stay, scripts and emoji need them.
const UNSEEN = /[\u202A-\u202E\u2066-\u2069\uFEFF]/gu
const CONTROLS_AND_SPACE = /[\p{Cc}\s]+/gu

/** One line, well-formed, without U+0000, controls and lone surrogates; at most `maxLength` UTF-16 units. */
export function cleanText(text: string, maxLength: number): string {
  // What lies far behind the cut is not worth reading: a title may come with megabytes.
  const line = text
    .slice(0, maxLength * 4)
    .replaceAll('\0', '')
    .replace(UNSEEN, '')
    .replace(LONE_SURROGATES, '')
    .replace(CONTROLS_AND_SPACE, ' ')
    .trim()
  return line.length <= maxLength ? line : cut(line, maxLength)
}

function cut(line: string, maxLength: number): string {
  const head = line.slice(0, maxLength - 1).replace(LONE_SURROGATES, '')
  const lastSpace = head.lastIndexOf(' ')
  // Scripts without spaces, and one endless word, are cut where the room ends.
  return `${(lastSpace > maxLength / 2 ? head.slice(0, lastSpace) : head).trimEnd()}…`
}
