// Switches that hold back everything of a scope. A row stays after its release: it carries who did it last.
import { boolean, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { KillScope } from '#domain/action/kill-switch.ts'
import type { Actor } from '#domain/actor.ts'
import { at } from './columns.ts'

export const killSwitches = pgTable('kill_switches', {
  /** Of `killKeys`: what a claim asks for. */
  key: text('key').primaryKey(),
  scope: text('scope').$type<KillScope>().notNull(),
  /** Null: of all tenants. */
  tenantId: uuid('tenant_id'),
  platform: text('platform'),
  account: text('account'),
  engaged: boolean('engaged').notNull(),
  reason: text('reason').notNull(),
  changedBy: jsonb('changed_by').$type<Actor>().notNull(),
  changedAt: at('changed_at').notNull(),
})
