// Open work and timers, nothing else: closing deletes the row, the audit entry is its history.
import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
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
    run: integer('run').notNull().default(1),
    attempt: integer('attempt').notNull().default(1),
    /** How often the sweep has looked since the last outcome; doubles the time to its next look. */
    checks: integer('checks').notNull().default(0),
    dueAt: at('due_at').notNull(),
    checkAt: at('check_at').notNull(),
    trace: text('trace'),
  },
  table => [index('steps_by_check').on(table.checkAt), index('steps_by_subject').on(table.subjectId)],
)
