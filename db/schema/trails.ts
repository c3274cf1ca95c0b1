// The heads of chains whose subject has no row of its own that could carry them: settings, accounts, refused commands.
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, tenantId } from './columns.ts'

export const trails = pgTable('trails', {
  id: uuid('id').primaryKey(),
  tenantId: tenantId(),
  kind: text('kind').notNull(),
  auditSeq: integer('audit_seq').notNull(),
  auditHash: bytea('audit_hash').notNull(),
})
