// What stands still just now although nothing holds it back; made anew by each look, so that it is small.
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { StandsStill, StuckWhy } from '#domain/ports/operations-ledger.ts'
import { at, tenantId } from './columns.ts'

export const stuckSubjects = pgTable(
  'stuck_subjects',
  {
    subjectId: uuid('subject_id').primaryKey(),
    tenantId: tenantId(),
    /** campaign, action, session …; of a chunk or a picture its session's id is `ownerId`. */
    subject: text('subject').$type<StandsStill['subject']>().notNull(),
    ownerId: uuid('owner_id').notNull(),
    /** The state that it stands in, or the step that is overdue. */
    stage: text('stage').notNull(),
    why: text('why').$type<StuckWhy>().notNull(),
    since: at('since').notNull(),
    foundAt: at('found_at').notNull(),
  },
  table => [index('stuck_subjects_by_since').on(table.since)],
)
