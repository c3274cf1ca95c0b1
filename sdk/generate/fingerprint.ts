// Which document a generated file was made from.
import { createHash } from 'node:crypto'

/** @returns SHA-256 hex over the document's JSON, members in the order in which they stand */
export function fingerprint(document: unknown): string {
  return createHash('sha256').update(JSON.stringify(document)).digest('hex')
}
