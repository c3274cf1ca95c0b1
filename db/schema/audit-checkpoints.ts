// Signed checkpoints of each tenant's trail: 1, 2, 3 …, each naming the hash of the one before. The object holds the heads.
import { sql } from 'drizzle-orm'
import { check, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { at, tenantId } from './columns.ts'

export const auditCheckpoints = pgTable(
  'audit_checkpoints',
  {
    tenantId: tenantId(),
    n: integer('n').notNull(),
    at: at('at').notNull(),
    heads: integer('heads').notNull(),
    /** Key of the object in the object-lock bucket. */
    objectKey: text('object_key').notNull(),
    /** Of the object's bytes, hex. */
    sha256: text('sha256').notNull(),
    /** sha256 of the checkpoint before; null for the first. */
    prev: text('prev'),
    keyId: text('key_id').notNull(),
    /** From then on nobody holds the object any longer. */
    retainUntil: at('retain_until').notNull(),
  },
  table => [
    primaryKey({ columns: [table.tenantId, table.n] }),
    check('audit_checkpoints_from_one', sql`${table.n} >= 1`),
  ],
)

/** Which checkpoints a subject is in: where to look, and no proof of anything by itself. */
export const auditCheckpointHeads = pgTable(
  'audit_checkpoint_heads',
  {
    subjectId: uuid('subject_id').notNull(),
    tenantId: tenantId(),
    n: integer('n').notNull(),
    seq: integer('seq').notNull(),
  },
  table => [primaryKey({ columns: [table.subjectId, table.n] })],
)
