// Tokens that platforms renew, sealed before they come here, and the lease under which one process at a time renews them.
import { sql } from 'drizzle-orm'
import { check, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { at, tenantId, updatedAt } from './columns.ts'

export const accountTokens = pgTable(
  'account_tokens',
  {
    tenantId: tenantId(),
    platform: text('platform').notNull(),
    account: text('account').notNull(),
    sealed: text('sealed'),
    version: integer('version').notNull().default(0),
    leaseUntil: at('lease_until'),
    updatedAt: updatedAt(),
  },
  table => [
    primaryKey({ columns: [table.tenantId, table.platform, table.account] }),
    check('account_tokens_sealed_since_first_version', sql`(${table.sealed} IS NULL) = (${table.version} = 0)`),
  ],
)
