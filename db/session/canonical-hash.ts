// The hash that seals rest on.
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** Hex SHA-256 over the canonical JSON (RFC 8785). */
export function canonicalHash(value: unknown): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex')
}
