// What a platform was asked about an attempt whose outcome nobody knew, and what it said.
import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { ProbeResult } from '#domain/ports/platform.ts'
import { at, id, tenantId } from './columns.ts'

export const attemptProbes = pgTable(
  'attempt_probes',
  {
    id: id(),
    attemptId: uuid('attempt_id').notNull(),
    actionId: uuid('action_id').notNull(),
    tenantId: tenantId(),
    found: text('found').$type<ProbeResult['kind']>().notNull(),
    /** Why the platform did not say. */
    detail: text('detail'),
    platformRefId: text('platform_ref_id'),
    at: at('at').notNull().default(sql`clock_timestamp()`),
  },
  table => [
    index('probes_by_attempt').on(table.attemptId, table.id),
    check('probes_found_known', sql`${table.found} IN ('found','not_found','indeterminate')`),
  ],
)
