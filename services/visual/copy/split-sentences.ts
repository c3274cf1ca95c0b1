// The place where text is cut into what may stand alone: sentences, and the words of a sentence.

const LINK = /(?:https?:\/\/|www\.)\S+/i

/** Sentences by the rules of the language; a link is never cut, whatever dots it has. */
export function splitSentences(text: string, locale: string): string[] {
  const sentences: string[] = []
  let open = ''
  for (const { segment } of new Intl.Segmenter(locale, { granularity: 'sentence' }).segment(text)) {
    open += segment
    if (endsInsideLink(open, text)) continue
    sentences.push(open)
    open = ''
  }
  if (open !== '') sentences.push(open)
  return sentences.map(sentence => sentence.trim()).filter(sentence => sentence !== '')
}

/** Pieces that may be left out from the end: by spaces, and by words of the language where it writes none. */
export function splitWords(text: string, locale: string): string[] {
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' })
  return (text.match(/\S+\s*/gu) ?? []).flatMap(token => {
    if (LINK.test(token) || !UNSPACED.test(token)) return [token]
    return [...segmenter.segment(token)].map(({ segment }) => segment)
  })
}

/** Scripts that write no spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** A segment that ends without a space after it may have been cut inside a link. */
function endsInsideLink(open: string, whole: string): boolean {
  if (open.length === whole.length || /\s$/u.test(open)) return false
  return LINK.test(open.slice(lastGap(open) + 1))
}

function lastGap(text: string): number {
  return Math.max(text.lastIndexOf(' '), text.lastIndexOf('\n'))
}
