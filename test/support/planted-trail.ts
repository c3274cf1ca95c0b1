// Campaigns with a trail, written by the owner: what the ledger would hold, without running anything.
import type postgres from 'postgres'
import { v7 as uuid } from 'uuid'
import { chain } from '#db/audit/chain.ts'
import { type AuditEntry, type AuditHead, EMPTY_CHAIN } from '#domain/audit-entry.ts'

/** A pool, a connection of it, or a transaction. */
type Statements = postgres.Sql | postgres.TransactionSql

export interface PlantedTrail {
  subject: string
  tenant: string
  entries: AuditEntry[]
}

/** A chain of so many entries behind a head. */
export function sampleChain(subject: string, length: number, head: AuditHead = EMPTY_CHAIN, text = 'grüß "Gott"') {
  const drafts = Array.from({ length }, (_, index) => ({
    actor: { sub: 'ann', principal: 'human' as const },
    action: 'stage.completed',
    details: { nth: head.seq + index + 1, text, list: [1.5, null, { deep: true }] },
  }))
  return chain(subject, head, drafts, new Date().toISOString()).entries
}

export function plantTrail(owner: postgres.Sql, length: number, tenant?: string): Promise<PlantedTrail> {
  return owner.begin(sql => plantWithin(sql, length, tenant)) as Promise<PlantedTrail>
}

/** The same within a transaction that is open. */
export async function plantWithin(sql: Statements, length: number, tenant: string = uuid()): Promise<PlantedTrail> {
  const subject = uuid()
  const entries = sampleChain(subject, length)
  const { seq, hash } = headOf(entries)
  await sql`
    INSERT INTO campaigns (id, tenant_id, state, status, execution_id, audit_seq, audit_hash, max_retries, brief, channels,
      metadata, created_by)
    VALUES (${subject}, ${tenant}, 'IDLE', 'draft', ${uuid()}, ${seq}, decode(${hash}, 'hex'), 3, '{}', '[]', '{}', '{}')`
  await insertEntries(sql, tenant, entries)
  return { subject, tenant, entries }
}

/** As if something more had happened. */
export async function growTrail(owner: postgres.Sql, trail: PlantedTrail, length: number): Promise<PlantedTrail> {
  const entries = sampleChain(trail.subject, length, headOf(trail.entries))
  const { seq, hash } = headOf(entries)
  await owner.begin(async sql => {
    await sql`UPDATE campaigns SET audit_seq = ${seq}, audit_hash = decode(${hash}, 'hex') WHERE id = ${trail.subject}`
    await insertEntries(sql, trail.tenant, entries)
  })
  return { ...trail, entries: [...trail.entries, ...entries] }
}

export async function insertEntries(sql: Statements, tenant: string, entries: readonly AuditEntry[]): Promise<void> {
  for (const e of entries)
    await sql`
      INSERT INTO audit_log (subject_id, seq, tenant_id, at, actor_sub, actor_principal, action, details, prev_hash, hash)
      VALUES (${e.subject}, ${e.seq}, ${tenant}, ${e.at}, ${e.actor.sub}, ${e.actor.principal}, ${e.action},
        ${JSON.stringify(e.details)}::text::jsonb, decode(${e.prevHash}, 'hex'), decode(${e.hash}, 'hex'))`
}

export function headOf(entries: readonly AuditEntry[]): AuditHead {
  const { seq, hash } = entries.at(-1) ?? EMPTY_CHAIN
  return { seq, hash }
}

/** What only the owner can do, and only on purpose: the triggers are off meanwhile. */
export async function tamper(owner: postgres.Sql, change: (sql: Statements) => Promise<unknown>): Promise<void> {
  await owner.begin(async sql => {
    await sql`SET LOCAL session_replication_role = replica`
    await change(sql)
  })
}
