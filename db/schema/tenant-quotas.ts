// How much a tenant may have transcribed a month; no row, or no limit: as much as it likes.
import { integer, pgTable, uuid } from 'drizzle-orm/pg-core'
import { updatedAt } from './columns.ts'

export const tenantQuotas = pgTable('tenant_quotas', {
  tenantId: uuid('tenant_id').primaryKey(),
  limitSeconds: integer('limit_seconds'),
  updatedAt: updatedAt(),
})
