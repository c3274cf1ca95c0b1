// The place where the angle of a channel, often an instruction to a writer, becomes a sentence to a reader.
import { cleanText } from './clean-text.ts'

/** "Lead with", "Focus on", "Speak to": what the strategist tells the writer and no reader should see. */
const INSTRUCTION =
  /^(?:(?:let['’]s|please|we should)\s+)?(?:angle\s*:|tone\s*:|focus(?:ing)? (?:up)?on|lead(?:ing)? with|open(?:ing)? with|start(?:ing)? with|highlight(?:ing)?|emphasi[sz]e|emphasi[sz]ing|stress(?:ing)?|show(?:ing|case)?|talk(?:ing)? about|speak(?:ing)? (?:to|about)|appeal(?:ing)? to|play(?:ing)? up|position(?:ing)? (?:it |this )?as|frame (?:it |this )?as|enfoque en|centrarse en|destacar|resaltar)\s+/iu

/** '' when there is nothing for a reader in it. */
export function postAngle(angle: string, locale: string): string {
  const told = cleanText(angle)
  const rest = told.replace(INSTRUCTION, '').trim()
  if (rest === '') return ''
  const first = new Intl.Segmenter(locale).segment(rest).containing(0)?.segment ?? ''
  const opened = rest === told ? rest : first.toLocaleUpperCase(locale) + rest.slice(first.length)
  return /[.!?…。！？]$/u.test(opened) ? opened : `${opened}.`
}
