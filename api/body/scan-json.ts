// Looks over JSON text before it is parsed: nesting, and keys that would be silently lost.

export const MAX_DEPTH = 32

/**
 * JSON.parse keeps the last of two equal keys and nests without bound; a signature or digest over such a text would
 * mean two things (RFC 7493). The text need not be valid: what else is wrong JSON.parse will say.
 * @returns what is wrong, or undefined
 */
export function scanJson(text: string): string | undefined {
  // One set of keys for each open object, null for each open array.
  const open: (Set<string> | null)[] = []
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case OPEN_OBJECT:
      case OPEN_ARRAY:
        open.push(text.charCodeAt(at) === OPEN_OBJECT ? new Set() : null)
        if (open.length > MAX_DEPTH) return `nested deeper than ${MAX_DEPTH} levels`
        break
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        open.pop()
        break
      case QUOTE: {
        const end = endOfString(text, at)
        const keys = open.at(-1)
        if (keys && isKey(text, end)) {
          const key = keyOf(text.slice(at, end + 1))
          if (key === '__proto__') return 'the key __proto__ is not accepted'
          if (keys.has(key)) return `the key ${JSON.stringify(key.slice(0, 100))} occurs twice in one object`
          keys.add(key)
        }
        at = end
        break
      }
    }
  }
  return undefined
}

const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY, QUOTE, BACKSLASH] = [0x7b, 0x7d, 0x5b, 0x5d, 0x22, 0x5c]

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at++
    else if (code === QUOTE) return at
  }
  return text.length
}

function isKey(text: string, end: number): boolean {
  let at = end + 1
  while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at++
  return text.charAt(at) === ':'
}

function keyOf(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1)
  try {
    return JSON.parse(literal)
  } catch {
    return literal // not JSON, as the parser will say about the whole text
  }
}
