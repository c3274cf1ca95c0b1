// Whether there is a session, whose it is and how it stands; many in one statement.
import type { Session } from '#domain/session/session.ts'
import { deadline } from '../connection/deadline.ts'
import { group } from '../connection/group.ts'
import type { Sql } from '../connection/open-pool.ts'

/** @returns the session of whichever tenant */
export function sessionFind(sql: Sql): (id: string) => Promise<{ session: Session } | undefined> {
  return group({
    name: 'session-find',
    inFlight: 2,
    flush: async ids => {
      const rows = await deadline(sql.unsafe<Session[]>(FIND, [ids], { prepare: true }), 6000, 'looking for sessions')
      const byId = new Map(rows.map(session => [session.id, { session }]))
      return ids.map(id => byId.get(id))
    },
  })
}

const FIND = `
SELECT id, tenant_id AS "tenantId", execution_id AS "executionId", status, epoch FROM sessions WHERE id = ANY($1::uuid[])`
