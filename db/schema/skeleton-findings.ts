// What was found in skeletons beside the verdict on them, which is final: found again, it is replaced.
import { sql } from 'drizzle-orm'
import { check, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { FoundTemplate, SkeletonStructure } from '#domain/setup/skeleton-structure.ts'
import { at, tenantId } from './columns.ts'

export const skeletonFindings = pgTable(
  'skeleton_findings',
  {
    skeletonId: uuid('skeleton_id').primaryKey(),
    tenantId: tenantId(),
    /** Null while it was never read, and when it could not be. */
    structure: jsonb('structure').$type<SkeletonStructure>(),
    structureError: text('structure_error'),
    readAt: at('read_at'),
    /** Null while ingest was never asked. */
    discovery: text('discovery').$type<'DONE' | 'FAILED'>(),
    discoveryError: text('discovery_error'),
    discoveredAt: at('discovered_at'),
    /** What ingest said when it last answered; a question that fails leaves it. */
    templates: jsonb('templates').$type<FoundTemplate[]>().notNull().default([]),
    templatesAt: at('templates_at'),
  },
  table => [check('skeleton_findings_discovery_known', sql`${table.discovery} IN ('DONE','FAILED')`)],
)
