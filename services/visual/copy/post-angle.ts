// The place where the angle of a channel, often an instruction to a writer, becomes a sentence to a reader.
import { cleanText } from './clean-text.ts'

/** "Lead with", "Focus on": what a strategist tells a writer and no reader should see. What may be said to a reader, too, stays. */
const INSTRUCTION =
  /^(?:(?:please|we should)\s+)?(?:angle\s*:|tone\s*:|focus(?:ing)? on|lead(?:ing)? with|open(?:ing)? with|highlight(?:ing)?|emphasi[sz](?:e|ing)|appeal(?:ing)? to|play(?:ing)? up|(?:position|fram)(?:e|ing)? (?:it |this )?as|enfocarse en|destacar|resaltar)\s+/iu

/** '' when there is nothing for a reader in it. */
export function postAngle(angle: string, locale: string): string {
  const told = cleanText(angle)
  const rest = told.replace(INSTRUCTION, '').trim()
  if (rest === '') return ''
  const first = new Intl.Segmenter(locale).segment(rest).containing(0)?.segment ?? ''
  const opened = rest === told ? rest : first.toLocaleUpperCase(locale) + rest.slice(first.length)
  return /[.!?…。！？]$/u.test(opened) ? opened : `${opened}.`
}
