// Platform accounts, each belonging to one tenant.
import { sql } from 'drizzle-orm'
import { boolean, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { AccountKind } from '#domain/action/account-kind.ts'
import type { Platform } from '#domain/action/action-status.ts'
import type { Allowance } from '#domain/ports/platform.ts'
import { at, createdAt, tenantId } from './columns.ts'

export const accounts = pgTable(
  'accounts',
  {
    id: uuid('id').notNull().unique().default(sql`gen_random_uuid()`),
    tenantId: tenantId(),
    platform: text('platform').$type<Platform>().notNull(),
    account: text('account').notNull(),
    kind: text('kind').$type<AccountKind>().notNull(),
    credentialsRef: text('credentials_ref'),
    currency: text('currency'),
    limits: jsonb('limits'),
    /** What the platform last said is left of its window. */
    allowance: jsonb('allowance').$type<Allowance>(),
    authenticatedAt: at('authenticated_at'),
    /** Nothing is sent for the account before then: the platform said so. */
    closedUntil: at('closed_until'),
    closedReason: text('closed_reason'),
    /** An account of the default channels: a playground that every tenant may use, owned by none. */
    shared: boolean('shared').notNull().default(false),
    createdAt: createdAt(),
  },
  table => [
    primaryKey({ columns: [table.tenantId, table.platform, table.account] }),
    uniqueIndex('accounts_one_owner').on(table.platform, table.account).where(sql`NOT ${table.shared}`),
  ],
)
