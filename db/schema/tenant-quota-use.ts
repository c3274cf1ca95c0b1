// What a tenant has had transcribed, a row a month.
import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { tenantId } from './columns.ts'

export const tenantQuotaUse = pgTable(
  'tenant_quota_use',
  {
    tenantId: tenantId(),
    /** `YYYY-MM` in UTC. */
    period: text('period').notNull(),
    usedSeconds: integer('used_seconds').notNull(),
  },
  table => [primaryKey({ columns: [table.tenantId, table.period] })],
)
