// The public halves of all keys that ever signed a checkpoint.
import { jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import type { JsonObject } from '#domain/audit-entry.ts'
import { at } from './columns.ts'

export const auditKeys = pgTable('audit_keys', {
  /** The key's own thumbprint (RFC 7638): no other key can have this name. */
  kid: text('kid').primaryKey(),
  jwk: jsonb('jwk').$type<JsonObject>().notNull(),
  firstSeen: at('first_seen').notNull().defaultNow(),
})
