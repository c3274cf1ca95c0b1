// Commands that were accepted: a jti counts once, for ever, and the bytes under the signature stay for whoever checks again.
import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { JsonObject } from '#domain/audit-entry.ts'
import { at, tenantId } from './columns.ts'

export const commandReceipts = pgTable(
  'command_receipts',
  {
    jti: text('jti').primaryKey(),
    tenantId: tenantId(),
    actionId: uuid('action_id').notNull(),
    digest: text('digest').notNull(),
    bodySha256: text('body_sha256').notNull(),
    body: text('body').notNull(),
    signature: text('signature').notNull(),
    /** The public key that the token was verified with, as of then. */
    publicKey: jsonb('public_key').$type<JsonObject>().notNull(),
    acceptedAt: at('accepted_at').notNull(),
  },
  table => [index('receipts_by_action').on(table.actionId)],
)
