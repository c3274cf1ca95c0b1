// One more entry on the chain of a subject that has no row of its own.
import { v5 as uuidFromName } from 'uuid'
import type { Actor } from '#domain/actor.ts'
import { EMPTY_CHAIN, type JsonObject } from '#domain/audit-entry.ts'
import { chain } from '../audit/chain.ts'
import { entryRow } from '../audit/entry-rows.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

export interface TrailDraft {
  /** The subject: `trailId` of what has no id. */
  id: string
  /** Of all tenants: `ALL_TENANTS`. */
  tenantId: string
  kind: 'actuator' | 'kill-switch' | 'policy' | 'account' | 'setup' | 'operations' | 'webhook'
  actor: Actor
  action: string
  details: JsonObject
}

/** What concerns everybody stands under this one. */
export const ALL_TENANTS = '00000000-0000-0000-0000-000000000000'

const NAMESPACE = '6f1d1c66-6b1f-5a53-8f0e-3d1a1c1e9f42'

/** The subject of what is known by a name alone, the same for ever. */
export function trailId(kind: TrailDraft['kind'], name: string): string {
  return uuidFromName(`${kind} ${name}`, NAMESPACE)
}

const TRIES = 20

/**
 * Builds the entry on the chain as it stands and hands it to `write`, again when somebody else was faster.
 * @param write puts the row set of `governance.append_trail` into a statement of its own; `conflict`: the chain had moved on
 */
export async function withTrailEntry<T>(
  sql: Sql,
  draft: TrailDraft,
  write: (trail: Record<string, unknown>) => Promise<T | 'conflict'>,
): Promise<T> {
  for (let tried = 0; tried < TRIES; tried++) {
    const query = sql.unsafe<{ seq: number; hash: string }[]>(HEAD, [draft.id], { prepare: true })
    const [found] = await deadline(query, 6000, 'loading the head of a trail')
    const before = found ?? EMPTY_CHAIN
    const { actor, action, details } = draft
    const { entries, head } = chain(draft.id, before, [{ actor, action, details }], new Date().toISOString())
    const written = await write({
      ...{ id: draft.id, tenant: draft.tenantId, kind: draft.kind },
      ...{ seq_before: before.seq, seq: head.seq, hash: head.hash },
      entries: entries.map(entry => entryRow(draft.id, draft.tenantId, entry)),
    })
    if (written !== 'conflict') return written as T // narrowed by the line itself, which generics hide
  }
  throw new Error(`the trail of ${draft.kind} ${draft.id} moves on too fast`)
}

/** Appends it, and nothing else. */
export function trailAppend(sql: Sql, draft: TrailDraft): Promise<true> {
  return withTrailEntry<true>(sql, draft, async trail => {
    const query = sql.unsafe<{ ok: boolean }[]>(APPEND, [JSON.stringify(trail)], { prepare: true })
    const [row] = await deadline(query, 6000, 'appending to a trail')
    return row?.ok === true ? true : 'conflict'
  })
}

const HEAD = `SELECT audit_seq AS seq, encode(audit_hash, 'hex') AS hash FROM trails WHERE id = $1::uuid`
const APPEND = 'SELECT governance.append_trail($1::text::jsonb) AS ok'
