// How LinkedIn reads a commentary: the "little" grammar, and its silent cut at a reserved character that is no part of it.

export interface LittleText {
  /** As the world sees it. */
  text: string
  /** As the API gives it back: escaped, hashtags as templates. */
  little: string
  isCut: boolean
}

/** The first of these that fits at a place is what stands there. */
const ELEMENTS: readonly { pattern: RegExp; read: (groups: readonly string[]) => Omit<LittleText, 'isCut'> }[] = [
  { pattern: /[^\\|{}@[\]()<>#*_~]+/y, read: ([plain = '']) => ({ text: plain, little: plain }) },
  { pattern: /\\([\\|{}@[\]()<>#*_~])/y, read: ([little = '', char = '']) => ({ text: char, little }) },
  { pattern: /#((?:\p{L}|\p{N}|\p{M})+)/uy, read: ([, word = '']) => hashtag('#', word) },
  {
    pattern: /\{hashtag\|\\?([#＃])\|((?:\p{L}|\p{N}|\p{M}|\\_)+)\}/uy,
    read: ([, sign = '', word = '']) => hashtag(sign, word),
  },
  {
    pattern: /@\[((?:\\.|[^\\\]])+)\] ?\(urn:li:(?:person|organization):[\w.-]+\)/y,
    read: ([little = '', name = '']) => ({ text: name.replaceAll(/\\(.)/g, '$1'), little }),
  },
]

/** What LinkedIn makes of a commentary; it answers 201 all the same when it cuts. */
export function readLittleText(commentary: string): LittleText {
  let [text, little, at] = ['', '', 0]
  while (at < commentary.length) {
    const element = elementAt(commentary, at)
    if (element === undefined) return { text, little, isCut: true }
    text += element.text
    little += element.little
    at = element.end
  }
  return { text, little, isCut: false }
}

function elementAt(commentary: string, at: number): (Omit<LittleText, 'isCut'> & { end: number }) | undefined {
  if (isInsideWord(commentary, at)) return undefined
  for (const { pattern, read } of ELEMENTS) {
    pattern.lastIndex = at
    const match = pattern.exec(commentary)
    if (match !== null) return { ...read(match), end: at + match[0].length }
  }
  return undefined
}

/** A `#` within a word or an address begins no hashtag. */
function isInsideWord(commentary: string, at: number): boolean {
  return commentary[at] === '#' && /[\p{L}\p{N}\p{M}_/&#]$/u.test(commentary.slice(0, at))
}

function hashtag(sign: string, word: string): Omit<LittleText, 'isCut'> {
  // A number alone tags nothing.
  const isTag = /\p{L}/u.test(word)
  return {
    text: sign + word.replaceAll('\\', ''),
    little: isTag ? `{hashtag|\\${sign}|${word}}` : `\\${sign}${word}`,
  }
}
