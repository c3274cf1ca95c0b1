// What stands behind a word that a text begins with.
import { anyOf } from './any-of.ts'

export interface AfterTrigger {
  rest: string
  /** A colon or a dash, written or spoken, set the word apart: it was meant as one that begins something. */
  hasColon: boolean
}

/** Undefined when the text begins with none of the triggers, or nothing follows. */
export function afterTrigger(
  text: string,
  triggers: readonly string[],
  colonWords: readonly string[],
): AfterTrigger | undefined {
  const colon = `\\s*:\\s*|\\s+[-–—]\\s+|\\s+${anyOf(colonWords)}\\s+`
  const found = new RegExp(`^\\W*?${anyOf(triggers)}(?:(?<colon>${colon})|\\s+)(?<rest>\\S.*)$`, 'isu').exec(
    text.trim(),
  )
  if (found?.groups?.rest === undefined) return undefined
  return { rest: found.groups.rest, hasColon: found.groups.colon !== undefined }
}
