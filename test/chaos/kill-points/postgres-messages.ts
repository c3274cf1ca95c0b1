// Cuts a stream of PostgreSQL's protocol into its messages (https://www.postgresql.org/docs/current/protocol-message-formats.html).

export interface PostgresMessage {
  /** One character; the first message of a client has none. */
  type: string
  /** With type and length. */
  bytes: Buffer
}

/** @param startsTyped false for a client, whose startup message has no type */
export function postgresMessages(startsTyped: boolean): (bytes: Buffer) => PostgresMessage[] {
  let rest: Buffer = Buffer.alloc(0)
  let isTyped = startsTyped
  return bytes => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
    const messages: PostgresMessage[] = []
    for (;;) {
      const at = isTyped ? 1 : 0
      if (rest.length < at + 4) return messages
      const length = at + rest.readUInt32BE(at)
      if (rest.length < length) return messages
      messages.push({ type: isTyped ? String.fromCharCode(rest[0] ?? 0) : '', bytes: rest.subarray(0, length) })
      rest = rest.subarray(length)
      isTyped = true
    }
  }
}

/** The zero-terminated strings at the start of a message's content. */
export function stringsOf({ bytes }: PostgresMessage, count: number): string[] {
  const strings: string[] = []
  for (let from = 5; strings.length < count; ) {
    const end = bytes.indexOf(0, from)
    strings.push(bytes.toString('utf8', from, end))
    from = end + 1
  }
  return strings
}
