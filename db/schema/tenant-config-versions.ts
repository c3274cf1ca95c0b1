// Session configurations as tenants handed them in: what was set never changes, what the check found is added once.
import { sql } from 'drizzle-orm'
import { check, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Channel } from '#contracts/brief.ts'
import type { Actor } from '#domain/actor.ts'
import { SETUP_STATUSES, type SetupError, type SetupStatus } from '#domain/setup/setup.ts'
import { at, createdAt, id, tenantId, words } from './columns.ts'

export const tenantConfigVersions = pgTable(
  'tenant_config_versions',
  {
    id: id(),
    tenantId: tenantId(),
    /** 1, 2, 3 … for each tenant; in force is the highest that is ACTIVE. */
    version: integer('version').notNull(),
    status: text('status').$type<SetupStatus>().notNull(),
    adapterId: text('adapter_id').notNull(),
    styleMap: jsonb('style_map').$type<Record<string, string>>().notNull(),
    zoneMap: jsonb('zone_map').$type<Record<string, string>>().notNull(),
    tableMap: jsonb('table_map').$type<Record<string, string>>().notNull(),
    defaultSkeletonId: uuid('default_skeleton_id'),
    defaultChannels: jsonb('default_channels').$type<Channel[]>(),
    errors: jsonb('errors').$type<SetupError[]>().notNull().default([]),
    createdBy: jsonb('created_by').$type<Actor>().notNull(),
    createdAt: createdAt(),
    decidedAt: at('decided_at'),
  },
  table => [
    uniqueIndex('config_versions_by_tenant').on(table.tenantId, table.version),
    check('config_versions_status_known', sql`${table.status} IN (${words(SETUP_STATUSES)})`),
    check('config_versions_decided_when_final', sql`(${table.status} = 'CHECKING') = (${table.decidedAt} IS NULL)`),
  ],
)
