// Uploads straight to the object store, for what is too large for a request: open until completed.
import { bigint, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { Actor } from '#domain/actor.ts'
import type { UploadKind } from '#domain/session/upload.ts'
import { at, createdAt, id, tenantId } from './columns.ts'

export const sessionUploads = pgTable(
  'session_uploads',
  {
    id: id(),
    sessionId: uuid('session_id').notNull(),
    tenantId: tenantId(),
    kind: text('kind').$type<UploadKind>().notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    contentType: text('content_type').notNull(),
    name: text('name'),
    objectKey: text('object_key').notNull(),
    /** As the object store calls it. */
    storeUploadId: text('store_upload_id').notNull(),
    createdBy: jsonb('created_by').$type<Actor>().notNull(),
    createdAt: createdAt(),
    /** Not completed by then, it is abandoned. */
    expiresAt: at('expires_at').notNull(),
    completedAt: at('completed_at'),
    abandonedAt: at('abandoned_at'),
  },
  table => [index('session_uploads_by_session').on(table.sessionId, table.id)],
)
