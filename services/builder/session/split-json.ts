// Cuts one large JSON object, as its bytes come in, into parts that are small enough to parse. It finds where they end; what they
// hold is JSON.parse's to judge.

/** `member`: `"key": value` of the object; `element`: a value in the list that is the object's `listKey`. */
export interface JsonPart {
  readonly kind: 'member' | 'element'
  readonly bytes: Uint8Array
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c]
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d]
const MAX_PART_BYTES = 16 * 1024 * 1024

/** Throws SessionUnreadable when the bytes are no object, end early, or have a part above 16 MiB. */
export async function* splitJson(chunks: AsyncIterable<Uint8Array>, listKey: string): AsyncGenerator<JsonPart> {
  const cut = createCutter(listKey)
  for await (const chunk of chunks) yield* cut.take(chunk)
  cut.end()
}

/** It is not the JSON of a session; another try changes nothing. */
export class SessionUnreadable extends Error {
  constructor(why: string, cause?: unknown) {
    super(`the session cannot be read: ${why}`, { cause })
    this.name = 'SessionUnreadable'
  }
}

function createCutter(listKey: string) {
  let depth = 0
  let inList = false
  let inString = false
  let isEscaped = false
  let isOver = false
  /** What came of the current part in earlier chunks. */
  let held: Uint8Array[] = []
  let heldBytes = 0

  const partEnding = (rest: Uint8Array): Uint8Array => {
    const bytes = held.length === 0 ? rest : Buffer.concat([...held, rest])
    held = []
    heldBytes = 0
    return bytes
  }
  const hold = (rest: Uint8Array) => {
    heldBytes += rest.length
    if (heldBytes > MAX_PART_BYTES) throw new SessionUnreadable('one of its parts is above 16 MiB')
    // The stream may use the chunk's memory again.
    held.push(Uint8Array.from(rest))
  }

  function* take(chunk: Uint8Array): Generator<JsonPart> {
    let from = 0
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]
      if (inString) {
        if (isEscaped) isEscaped = false
        else if (byte === BACKSLASH) isEscaped = true
        else if (byte === QUOTE) inString = false
        continue
      }
      if (byte === QUOTE) inString = true
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        if (depth === 0 && byte !== OPEN_OBJECT) throw new SessionUnreadable('it is not a JSON object')
        const opensList = depth === 1 && byte === OPEN_LIST && !inList && isKey(held, chunk.subarray(from, at), listKey)
        if (depth === 0 || opensList) {
          partEnding(chunk.subarray(from, at))
          from = at + 1
        }
        inList ||= opensList
        depth += 1
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        depth -= 1
        if (depth < 0) throw new SessionUnreadable('it closes more than it opens')
        if (depth !== (inList ? 1 : 0)) continue
        const part = partEnding(chunk.subarray(from, at))
        from = at + 1
        if (!isBlank(part)) yield { kind: inList ? 'element' : 'member', bytes: part }
        inList = false
        isOver = depth === 0
      } else if (byte === COMMA && depth === (inList ? 2 : 1)) {
        const part = partEnding(chunk.subarray(from, at))
        from = at + 1
        // Blank is what stands between the end of the list and the next member.
        if (!isBlank(part)) yield { kind: inList ? 'element' : 'member', bytes: part }
      }
    }
    if (depth > 0) hold(chunk.subarray(from))
  }

  return {
    take,
    end() {
      if (!isOver || depth !== 0) throw new SessionUnreadable('it ends early')
    },
  }
}

function isKey(held: readonly Uint8Array[], rest: Uint8Array, key: string): boolean {
  const text = Buffer.concat([...held, rest])
    .toString('utf8')
    .trim()
  return text.replace(/\s*:$/, '') === JSON.stringify(key)
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every(byte => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09)
}
