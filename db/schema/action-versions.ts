// What an action said before it was edited: kept by the edit itself, under the entry of the trail that this content came about with.
import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { ActionPayload, PreflightFinding } from '#contracts/action.ts'
import { at, tenantId } from './columns.ts'

export const actionVersions = pgTable(
  'action_versions',
  {
    actionId: uuid('action_id').notNull(),
    /** Of `action.proposed` or `action.edited`, which say who and when. */
    seq: integer('seq').notNull(),
    tenantId: tenantId(),
    account: text('account').notNull(),
    payload: jsonb('payload').$type<ActionPayload>().notNull(),
    /** Absent: it was replaced before its media were hashed. */
    digest: text('digest'),
    mediaSha256: jsonb('media_sha256').$type<string[]>(),
    preflight: jsonb('preflight').$type<PreflightFinding[]>().notNull(),
    replacedAt: at('replaced_at').notNull(),
  },
  table => [primaryKey({ columns: [table.actionId, table.seq] })],
)
