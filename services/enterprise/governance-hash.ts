// The hashes that say which policies were in force: SHA-256 over RFC 8785 canonical JSON.
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Policy } from './business-state.ts'

/** Over all active policies in the order of their ids; what is inactive leaves no trace in it. */
export function governanceHash(policies: readonly Policy[]): string {
  const active = policies.filter(policy => policy.active).sort((a, b) => (a.id < b.id ? -1 : 1))
  return hashOf(active.map(sealed))
}

export function policyHash(policy: Policy): string {
  return hashOf(sealed(policy))
}

function sealed({ id, name, rule }: Policy) {
  return { id, name, rule }
}

function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex')
}
