// The bytes that the hash of an audit entry is made of.
import canonicalize from 'canonicalize'
import type { AuditEntry } from '#domain/audit-entry.ts'

/**
 * What `canonicalize` makes of the whole, without sorting known keys for each entry: they stand here in their order, and RFC
 * 8785 writes strings and whole numbers as JSON.stringify does. Only the details can be anything.
 */
export function canonicalEntry(entry: Omit<AuditEntry, 'hash'>): string {
  const { seq, at, subject, actor, action, details, prevHash } = entry
  const who = `{"principal":${text(actor.principal)},"sub":${text(actor.sub)}}`
  const what = canonicalize(details)
  if (what === undefined) throw new TypeError('the details of an audit entry have no canonical form')
  return `{"action":${text(action)},"actor":${who},"at":${text(at)},"details":${what},"prev_hash":${text(prevHash)},"seq":${seq},"subject":${text(subject)}}`
}

/** @throws TypeError for a lone surrogate, which has no canonical form */
function text(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('an audit entry has a text that is not well-formed')
  return JSON.stringify(value)
}
