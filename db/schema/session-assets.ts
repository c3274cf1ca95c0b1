// Pictures of a session: what was uploaded, and what a worker made of it.
import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { Actor } from '#domain/actor.ts'
import { ASSET_STATUSES, type AssetError, type AssetStatus } from '#domain/session/asset.ts'
import { at, createdAt, id, tenantId, words } from './columns.ts'

export const sessionAssets = pgTable(
  'session_assets',
  {
    id: id(),
    sessionId: uuid('session_id').notNull(),
    tenantId: tenantId(),
    status: text('status').$type<AssetStatus>().notNull(),
    name: text('name'),
    caption: text('caption'),
    /** As it was uploaded. */
    originalKey: text('original_key').notNull(),
    sha256Original: text('sha256_original').notNull(),
    bytesOriginal: integer('bytes_original').notNull(),
    /** The chunk that it follows; absent: it stands by its time. */
    sequenceId: integer('sequence_id'),
    capturedAt: at('captured_at').notNull(),
    targetPlaceholder: text('target_placeholder'),
    createdBy: jsonb('created_by').$type<Actor>().notNull(),
    createdAt: createdAt(),
    decidedAt: at('decided_at'),
    /** As it was normalised, or another asset's object that has the same bytes. */
    objectKey: text('object_key'),
    sha256: text('sha256'),
    mime: text('mime'),
    width: integer('width'),
    height: integer('height'),
    /** The asset that had the same bytes before. */
    duplicateOf: text('duplicate_of'),
    error: jsonb('error').$type<AssetError>(),
  },
  table => [
    index('session_assets_by_session').on(table.sessionId, table.id),
    // Which of a tenant's pictures has these bytes.
    index('session_assets_by_bytes').on(table.tenantId, table.sha256).where(sql`${table.status} = 'READY'`),
    check('session_assets_status_known', sql`${table.status} IN (${words(ASSET_STATUSES)})`),
    check('session_assets_decided_when_final', sql`(${table.status} = 'PROCESSING') = (${table.decidedAt} IS NULL)`),
    check('session_assets_ready_with_object', sql`(${table.status} = 'READY') = (${table.objectKey} IS NOT NULL)`),
  ],
)
