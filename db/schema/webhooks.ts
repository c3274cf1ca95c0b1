// Where a tenant has its changes of state told. The reader's roles see no secret.
import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { DISABLED_REASONS, type DisabledReason, WEBHOOK_STATUSES, type WebhookStatus } from '#domain/webhook/webhook.ts'
import { at, createdAt, id, pgSnapshot, tenantId, updatedAt, words } from './columns.ts'

export const webhooks = pgTable(
  'webhooks',
  {
    id: id(),
    tenantId: tenantId(),
    url: text('url').notNull(),
    events: jsonb('events').$type<string[]>().notNull(),
    description: text('description'),
    status: text('status').$type<WebhookStatus>().notNull().default('ACTIVE'),
    disabledReason: text('disabled_reason').$type<DisabledReason>(),
    disabledAt: at('disabled_at'),
    secretSealed: text('secret_sealed').notNull(),
    /** Signs as well until `previousUntil`. */
    previousSealed: text('previous_sealed'),
    previousUntil: at('previous_until'),
    /** In a row, of whichever deliveries. */
    failures: integer('failures').notNull().default(0),
    failingSince: at('failing_since'),
    pausedUntil: at('paused_until'),
    /** Entries that it sees were there before the endpoint, or while it was disabled. */
    listensSince: pgSnapshot('listens_since').notNull().default(sql`pg_current_snapshot()`),
    /** Entries that `deafSince` sees and this does not are told as well: from before it was disabled last. */
    heardSince: pgSnapshot('heard_since'),
    deafSince: pgSnapshot('deaf_since'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  table => [
    index('webhooks_by_tenant').on(table.tenantId, table.id.desc()),
    check('webhooks_status_known', sql`${table.status} IN (${words(WEBHOOK_STATUSES)})`),
    check('webhooks_reason_known', sql`${table.disabledReason} IN (${words(DISABLED_REASONS)})`),
    check(
      'webhooks_disabled_with_reason',
      sql`(${table.status} = 'DISABLED') = (${table.disabledAt} IS NOT NULL) AND (${table.status} = 'DISABLED') = (${table.disabledReason} IS NOT NULL)`,
    ),
  ],
)
