// An entry of a trail as clients see it: the very bytes that its hash is over, in snake case.
import type { AuditEntryShape } from '#contracts/audit-entry.ts'
import type { AuditEntry } from '#domain/audit-entry.ts'

export function auditEntryResource(entry: AuditEntry): AuditEntryShape {
  return {
    seq: entry.seq,
    at: entry.at,
    subject: entry.subject,
    actor: { sub: entry.actor.sub, principal: entry.actor.principal },
    action: entry.action,
    details: entry.details as AuditEntryShape['details'],
    prev_hash: entry.prevHash,
    hash: entry.hash,
  }
}

export const AUDIT_COLUMNS = [
  'subject',
  'seq',
  'at',
  'actor_sub',
  'actor_principal',
  'action',
  'details',
  'prev_hash',
  'hash',
] as const

export function auditRow(entry: AuditEntry): Record<(typeof AUDIT_COLUMNS)[number], unknown> {
  const { actor, details, ...plain } = auditEntryResource(entry)
  return { ...plain, actor_sub: actor.sub, actor_principal: actor.principal, details: JSON.stringify(details) }
}
