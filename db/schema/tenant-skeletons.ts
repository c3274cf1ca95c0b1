// Skeletons as tenants uploaded them: the bytes lie in the object store, what the check found in them stands here.
import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import type { Actor } from '#domain/actor.ts'
import { SETUP_STATUSES, type SetupError, type SetupStatus } from '#domain/setup/setup.ts'
import { at, createdAt, id, tenantId, words } from './columns.ts'

export const tenantSkeletons = pgTable(
  'tenant_skeletons',
  {
    id: id(),
    tenantId: tenantId(),
    name: text('name').notNull(),
    objectKey: text('object_key').notNull(),
    s3VersionId: text('s3_version_id'),
    sha256: text('sha256').notNull(),
    bytes: integer('bytes').notNull(),
    status: text('status').$type<SetupStatus>().notNull(),
    placeholders: jsonb('placeholders').$type<string[]>().notNull().default([]),
    tables: jsonb('tables').$type<string[]>().notNull().default([]),
    errors: jsonb('errors').$type<SetupError[]>().notNull().default([]),
    createdBy: jsonb('created_by').$type<Actor>().notNull(),
    createdAt: createdAt(),
    decidedAt: at('decided_at'),
  },
  table => [
    index('skeletons_by_tenant').on(table.tenantId, table.id.desc()),
    check('skeletons_status_known', sql`${table.status} IN (${words(SETUP_STATUSES)})`),
    check('skeletons_decided_when_final', sql`(${table.status} = 'CHECKING') = (${table.decidedAt} IS NULL)`),
  ],
)
