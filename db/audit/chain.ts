// Links audit entries into a subject's hash chain.
import { hash as digest } from 'node:crypto'
import type { AuditDraft, AuditEntry, AuditHead } from '#domain/audit-entry.ts'
import { canonicalEntry } from './canonical-entry.ts'

/**
 * Chains drafts behind a head.
 * @param at RFC 3339 UTC of all of them
 * @returns the entries in order, and the new head: true once the row that carries it is written, void otherwise
 */
export function chain(
  subject: string,
  head: AuditHead,
  drafts: readonly AuditDraft[],
  at: string,
): { entries: AuditEntry[]; head: AuditHead } {
  const entries: AuditEntry[] = []
  let { seq, hash } = head
  for (const draft of drafts) {
    const unhashed = { ...draft, seq: seq + 1, at, subject, prevHash: hash }
    const entry = { ...unhashed, hash: hashEntry(unhashed) }
    entries.push(entry)
    seq = entry.seq
    hash = entry.hash
  }
  return { entries, head: { seq, hash } }
}

/**
 * The hash of an entry: SHA-256 over the canonical JSON (RFC 8785) of
 * `{action, actor: {principal, sub}, at, details, prev_hash, seq, subject}`.
 */
export function hashEntry(entry: Omit<AuditEntry, 'hash'>): string {
  return digest('sha256', canonicalEntry(entry), 'hex')
}
