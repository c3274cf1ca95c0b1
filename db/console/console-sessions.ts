// Sign-ins of the console.
import type { ConsoleSession, ConsoleSessions } from '#domain/ports/console-sessions.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

/** @param sql of the role mandate_api_writer: no other role sees the table */
export function consoleSessions(sql: Sql): ConsoleSessions {
  const ask = <R extends object>(statement: string, parameters: readonly unknown[]) =>
    deadline(sql.unsafe<R[]>(statement, parameters as never[], { prepare: true }), 5000, 'looking after a sign-in')
  return {
    async open(key, { tenantId, sub, sealed, expiresAt }) {
      await ask(FORGET, [])
      await ask(OPEN, [key, tenantId, sub, sealed, expiresAt])
    },
    async find(key) {
      const [row] = await ask<Row>(FIND, [key])
      return row && toSession(row)
    },
    async end(key) {
      await ask(END, [key])
    },
    endAll: async ({ tenantId, sub }) => (await ask(END_ALL, [tenantId, sub])).count,
  }
}

interface Row {
  tenant_id: string
  sub: string
  sealed: string
  expires_at: Date | string
}

const toSession = ({ tenant_id, sub, sealed, expires_at }: Row): ConsoleSession => ({
  tenantId: tenant_id,
  sub,
  sealed,
  expiresAt: new Date(expires_at),
})

/** Whoever signs in clears away a few that are over: there are never many more than people. */
const FORGET = `
  DELETE FROM console_sessions
  WHERE key = ANY(ARRAY(
    SELECT key FROM console_sessions
    WHERE expires_at <= (SELECT clock_timestamp())
    ORDER BY expires_at
    LIMIT 100
  ))`

const OPEN = `
  INSERT INTO console_sessions (key, tenant_id, sub, sealed, expires_at)
  VALUES ($1::bytea, $2::uuid, $3, $4, $5::timestamptz)`

const FIND = `
  SELECT tenant_id, sub, sealed, expires_at
  FROM console_sessions
  WHERE key = $1::bytea AND expires_at > clock_timestamp()`

const END = `DELETE FROM console_sessions WHERE key = $1::bytea`

const END_ALL = `DELETE FROM console_sessions WHERE tenant_id = $1::uuid AND sub = $2`
