// The `fields` parameter: which of a node's fields are shown, nested selections tolerated, unknown fields refused.
import { invalidParameter } from './graph-error.ts'

/**
 * @param wanted e.g. `id,likes.summary(true),attachments{target}`; absent: `id` alone
 * @param fields every field that the node type has; one without a value is left out, as the Graph API does
 * @throws GraphError 100 naming a field that the node type does not have
 */
export function pickFields(wanted: string | undefined, nodeType: string, fields: Record<string, unknown>) {
  const names = wanted === undefined ? ['id'] : namesOf(wanted)
  for (const name of names) {
    if (!Object.hasOwn(fields, name)) {
      throw invalidParameter(`Tried accessing nonexisting field (${name}) on node type (${nodeType})`)
    }
  }
  // The id always comes along.
  const shown = Object.entries(fields).filter(
    ([name, value]) => value !== undefined && (name === 'id' || names.includes(name)),
  )
  return Object.fromEntries(shown)
}

/** Splits at commas outside of brackets; of `likes.summary(true)` the name is `likes`. */
function namesOf(wanted: string): string[] {
  let depth = 0
  let from = 0
  const parts: string[] = []
  for (let at = 0; at <= wanted.length; at++) {
    const letter = wanted[at]
    if (letter === '(' || letter === '{') depth++
    if (letter === ')' || letter === '}') depth--
    if (letter === undefined || (letter === ',' && depth === 0)) {
      parts.push(wanted.slice(from, at))
      from = at + 1
    }
  }
  return parts.map(part => /^[^.({]*/.exec(part.trim())?.[0] ?? '').filter(name => name !== '')
}
