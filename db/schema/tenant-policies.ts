// How many people must approve what, and which governance hashes are in force: one row a tenant, its history is its trail.
import { integer, jsonb, pgTable, uuid } from 'drizzle-orm/pg-core'
import type { Policy } from '#domain/action/policy.ts'
import { updatedAt } from './columns.ts'

export const tenantPolicies = pgTable('tenant_policies', {
  tenantId: uuid('tenant_id').primaryKey(),
  /** Grows with every change: a claim holds only for the policy that it was judged by. */
  version: integer('version').notNull(),
  rules: jsonb('rules').$type<Policy['rules']>().notNull(),
  governance: jsonb('governance').$type<Policy['governance']>().notNull(),
  updatedAt: updatedAt(),
})
