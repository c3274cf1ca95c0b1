// Column shapes that several tables share.
import { sql } from 'drizzle-orm'
import { customType, timestamp, uuid } from 'drizzle-orm/pg-core'

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** A transaction: ordered as they began, and comparable with what a snapshot sees. */
export const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })
export const pgSnapshot = customType<{ data: string }>({ dataType: () => 'pg_snapshot' })

/** UUIDv7 unless a client gave one. */
export const id = () => uuid('id').primaryKey()
export const tenantId = () => uuid('tenant_id').notNull()
export const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
export const createdAt = () => at('created_at').notNull().defaultNow()
export const updatedAt = () => at('updated_at').notNull().defaultNow()

/** A list of words for `IN (…)` of a CHECK: the domain's own, so that a new word is a new migration and nothing else. */
export const words = (list: readonly string[]) => sql.raw(list.map(word => `'${word}'`).join(','))
