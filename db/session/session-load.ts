// Loads a session for a command.
import type { AuditHead } from '#domain/audit-entry.ts'
import type { LoadedSession } from '#domain/ports/session-ledger.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { SESSION_COLUMNS, type SessionRow, sessionView } from './session-row.ts'

export interface LoadedSessionRow extends LoadedSession {
  head: AuditHead
}

/** @returns the session of whichever tenant */
export async function sessionLoad(sql: Sql, id: string): Promise<LoadedSessionRow | undefined> {
  const [row] = await deadline(sql.unsafe<SessionRow[]>(LOAD, [id], { prepare: true }), 6000, 'loading a session')
  if (row === undefined) return undefined
  const view = sessionView(row)
  const head = { seq: row.audit_seq, hash: row.audit_hash }
  return { session: view.session, version: view.version, view, head }
}

const LOAD = `SELECT ${SESSION_COLUMNS} FROM sessions s WHERE s.id = $1::uuid`
