// Column shapes that several tables share.
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
