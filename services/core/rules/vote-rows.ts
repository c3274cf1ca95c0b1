// "anna yes, ben no" as rows, with or without the commas that recognisers leave out.
import { anyOf } from './any-of.ts'
import type { TriggerWords } from './trigger-words.ts'

const MAX_NAME_WORDS = 5

/** `[name, vote]` each, as they were said; undefined unless all of it is names with votes. */
export function voteRows(text: string, { votes, and }: TriggerWords): [string, string][] | undefined {
  const rows: [string, string][] = []
  const pair = new RegExp(
    `[\\s,;.]*(?:${anyOf(and)}\\s+)?(?<name>\\p{L}[^,;:.!?]*?)\\s*[:=\\s]\\s*(?<vote>${anyOf(votes)})(?=[\\s,;.!]|$)`,
    'iuy',
  )
  while (pair.lastIndex < text.length) {
    const at = pair.lastIndex
    const { name, vote } = pair.exec(text)?.groups ?? {}
    if (name === undefined || vote === undefined)
      return /^[\s,;.!]*$/.test(text.slice(at)) && rows.length > 0 ? rows : undefined
    if (name.split(/\s+/).length > MAX_NAME_WORDS) return undefined
    rows.push([name, vote])
  }
  return rows
}
