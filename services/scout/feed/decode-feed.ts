// The place where the bytes of a feed become text, whatever charset they claim.

/**
 * Byte order mark; else UTF-16 by its first `<`; else UTF-8 when the bytes say so, whatever the label claims (text of
 * another charset is practically never valid UTF-8 by accident); else the label of HTTP, then of XML; else windows-1252.
 */
export function decodeFeed(bytes: Uint8Array, contentType = ''): string {
  const charset = marked(bytes) ?? (isUtf8(bytes) ? 'utf-8' : labelled(bytes, contentType))
  return new TextDecoder(charset).decode(bytes)
}

function marked(bytes: Uint8Array): string | undefined {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le'
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be'
  return undefined
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    // ISO-2022-JP and its kin are ASCII bytes with escapes: valid UTF-8, yet another text.
    return !text.includes('\u001b')
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

function labelled(bytes: Uint8Array, contentType: string): string {
  const opening = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const labels = [
    /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1],
    /<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)/i.exec(opening)?.[1],
  ]
  // A UTF-8 label is known to be wrong here, and browsers too read its like as windows-1252.
  return labels.find(label => label !== undefined && !/^utf-?(8|16)/i.test(label) && isKnown(label)) ?? 'windows-1252'
}

function isKnown(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== 'replacement'
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
