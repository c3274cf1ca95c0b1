// Open work and timers, nothing else: closing deletes the row, the audit entry is its history.
import { sql } from 'drizzle-orm'
import { index, integer, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import type { StepKind } from '#domain/step.ts'
import { at, id, tenantId } from './columns.ts'

export const steps = pgTable(
  'steps',
  {
    id: id(),
    tenantId: tenantId(),
    subjectId: uuid('subject_id').notNull(),
    kind: text('kind').$type<StepKind>().notNull(),
    executionId: uuid('execution_id').notNull(),
    /** Of its kind's job, as it was when the step was inserted: a trigger takes it from the connection's `app.job_versions`. */
    version: smallint('version').notNull().default(1),
    run: integer('run').notNull().default(1),
    attempt: integer('attempt').notNull().default(1),
    /** How often the sweep has looked since the last outcome; doubles the time to its next look. */
    checks: integer('checks').notNull().default(0),
    dueAt: at('due_at').notNull(),
    checkAt: at('check_at').notNull(),
    trace: text('trace'),
    /** The account that it sends for: such steps go to Redis a few at a time, accounts in turn. */
    lane: uuid('lane'),
    /** Why it was put off, in the words of `why`. */
    hold: text('hold'),
  },
  table => [
    index('steps_by_check').on(table.checkAt).where(sql`${table.lane} IS NULL`),
    index('steps_by_lane').on(table.lane, table.dueAt).where(sql`${table.lane} IS NOT NULL`),
    index('steps_handed').on(table.lane).where(sql`${table.lane} IS NOT NULL AND ${table.checks} > 0`),
    index('steps_by_subject').on(table.subjectId),
  ],
)
