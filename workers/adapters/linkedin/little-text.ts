// LinkedIn's "little" text: a commentary is cut silently, with a 201, at a reserved character that is not escaped.
// https://learn.microsoft.com/linkedin/marketing/community-management/shares/little-text-format

/** A `#` before a word with a letter in it, where a word begins, is left bare: so it becomes a hashtag, and is no cut. */
const HASHTAG_OR_RESERVED = /((?<![^\s([{"'“‘«])#(?=\p{N}*\p{L}))|[\\|{}@[\]()<>#*_~]/gu

const ESCAPED = /\\([\\|{}@[\]()<>#*_~])/g

/** What LinkedIn gives back: escapes, hashtags as templates, mentions with the URN of whom they mean. */
const ELEMENT =
  /\\([\\|{}@[\]()<>#*_~])|\{hashtag\|\\?([#＃])\|((?:\\.|[^\\|}])*)\}|@\[((?:\\.|[^\\\]])*)\]\(urn:li:[^)]*\)/gu

/** @returns the wire form of a text: shown, it is that text to the letter */
export function escapeLittleText(text: string): string {
  return text.replace(HASHTAG_OR_RESERVED, (char, hashtag?: string) => hashtag ?? `\\${char}`)
}

/** @returns the text as the world sees it; undoes `escapeLittleText`, and reads hashtag templates and mentions */
export function unescapeLittleText(little: string): string {
  return little.replace(ELEMENT, (_, char?: string, sign?: string, tag?: string, name?: string) => {
    if (char !== undefined) return char
    return sign === undefined ? plain(name ?? '') : sign + plain(tag ?? '')
  })
}

function plain(escaped: string): string {
  return escaped.replace(ESCAPED, '$1')
}
