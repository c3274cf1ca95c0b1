// What a tenant has set for itself.
import { jsonb, pgTable, uuid } from 'drizzle-orm/pg-core'
import type { Channel } from '#contracts/brief.ts'
import { updatedAt } from './columns.ts'

export const tenantConfigs = pgTable('tenant_configs', {
  tenantId: uuid('tenant_id').primaryKey(),
  defaultChannels: jsonb('default_channels').$type<Channel[]>().notNull(),
  updatedAt: updatedAt(),
})
