// What makes two bodies the same body under one Idempotency-Key.
import { createHash } from 'node:crypto'

/**
 * SHA-256 of the raw bytes, in hex. Of a multipart body without its boundary: clients draw a new one for each try, and the parts
 * between, with their headers and order, are what was said.
 */
export function bodyHash(body: Buffer, contentType: string): string {
  const hash = createHash('sha256')
  const boundary = boundaryOf(contentType)
  if (boundary === undefined) return hash.update(body).digest('hex')
  for (const part of partsBetween(body, Buffer.from(`--${boundary}`, 'latin1'))) {
    // With its length before it, no part can pass for two.
    hash.update(`${part.length}:`).update(part)
  }
  return hash.digest('hex')
}

/** RFC 2046: a token, or a quoted string. */
function boundaryOf(contentType: string): string | undefined {
  if (!/^multipart\//i.test(contentType)) return undefined
  const found = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType)
  return found?.[1] ?? found?.[2]
}

function* partsBetween(body: Buffer, delimiter: Buffer): Generator<Buffer> {
  let from = 0
  for (let at = body.indexOf(delimiter); at !== -1; at = body.indexOf(delimiter, from)) {
    yield body.subarray(from, at)
    from = at + delimiter.length
  }
  yield body.subarray(from)
}
