// Audit entries as rows of a statement.
import type { AuditEntry } from '#domain/audit-entry.ts'
import type { ColumnType } from '../connection/row-set.ts'

/** `owner` joins an entry to the row of the statement that makes it true. */
export const ENTRY_COLUMNS = {
  owner: 'uuid',
  subject: 'uuid',
  seq: 'int',
  tenant: 'uuid',
  at: 'text',
  actor_sub: 'text',
  actor_principal: 'text',
  action: 'text',
  details: 'text',
  prev_hash: 'text',
  hash: 'text',
} as const satisfies Record<string, ColumnType>

/** The select list that turns ENTRY_COLUMNS into columns of audit_log. */
export const ENTRY_VALUES = `x.subject, x.seq, x.tenant, x.at::timestamptz, x.actor_sub, x.actor_principal, x.action, x.details::jsonb,
  decode(x.prev_hash, 'hex'), decode(x.hash, 'hex')`

export const ENTRY_TARGET =
  'audit_log (subject_id, seq, tenant_id, at, actor_sub, actor_principal, action, details, prev_hash, hash)'

export function entryRow(owner: string, tenant: string, entry: AuditEntry) {
  return {
    owner,
    subject: entry.subject,
    seq: entry.seq,
    tenant,
    at: entry.at,
    actor_sub: entry.actor.sub,
    actor_principal: entry.actor.principal,
    action: entry.action,
    details: JSON.stringify(entry.details),
    prev_hash: entry.prevHash,
    hash: entry.hash,
  }
}
