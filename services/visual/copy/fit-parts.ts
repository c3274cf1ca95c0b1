// The place where a post is made to fit: whole parts get shorter by sentences or fall away, nothing is cut through.
import { splitSentences, splitWords } from './split-sentences.ts'

export interface CopyPart {
  readonly text: string
  /** What goes first when there is no room: the highest number. */
  readonly dropOrder: number
  /** What stands between this part and the one before it. */
  readonly gap: ' ' | '\n' | '\n\n'
  /** `sentences`: from the end; `words`: then by words, too, before it falls away; `whole`: all or nothing. */
  readonly shorten: 'sentences' | 'words' | 'whole'
}

type Ladder = { part: CopyPart; forms: string[]; at: number }

/** The parts in their order as one text that `isShortEnough`; '' only when nothing in them is. */
export function fitParts(parts: readonly CopyPart[], isShortEnough: (text: string) => boolean, locale: string): string {
  const ladders = parts
    .filter(part => part.text !== '')
    .map((part): Ladder => ({ part, forms: shorterForms(part, locale), at: 0 }))
  const fits = () => isShortEnough(joined(ladders))
  while (!fits()) {
    const next = ladders.filter(isStanding).sort(byDropOrder)[0]
    if (next === undefined) return ''
    const isLastForm = next.at === next.forms.length - 1
    if (isLastForm && next.part.shorten === 'words') shortenByWords(next, fits, locale)
    else next.at += 1
  }
  return joined(ladders)
}

function isStanding(ladder: Ladder): boolean {
  return ladder.at < ladder.forms.length
}

function byDropOrder(a: Ladder, b: Ladder): number {
  return b.part.dropOrder - a.part.dropOrder
}

function shorterForms(part: CopyPart, locale: string): string[] {
  if (part.shorten === 'whole') return [part.text]
  const sentences = splitSentences(part.text, locale)
  const forms = [part.text]
  for (let keep = sentences.length - 1; keep >= 1; keep--) forms.push(sentences.slice(0, keep).join(' '))
  return forms
}

function joined(ladders: readonly Ladder[]): string {
  let text = ''
  for (const { part, forms, at } of ladders) {
    const form = forms[at]
    if (form !== undefined) text = text === '' ? form : `${text}${part.gap}${form}`
  }
  return text
}

/** Words from the front and an ellipsis, as many as fit; a token longer than the room is passed over while it leads. */
function shortenByWords(ladder: Ladder, fits: () => boolean, locale: string): void {
  const words = splitWords(ladder.forms[ladder.at] ?? '', locale)
  let kept = ''
  let best = ''
  for (const word of words) {
    const candidate = `${(kept + word).trim().replace(/[\s,;:–—-]+$/u, '')}…`
    ladder.forms[ladder.at] = candidate
    if (fits()) {
      kept += word
      best = candidate
    } else if (kept !== '') break
  }
  if (best === '') ladder.at += 1
  else ladder.forms[ladder.at] = best
}
