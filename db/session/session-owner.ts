// Whose a session is; many asked in one statement, and each once: it never changes.
import { deadline } from '../connection/deadline.ts'
import { group } from '../connection/group.ts'
import type { Sql } from '../connection/open-pool.ts'

/** More sessions than a process records at once; those that were looked for first are forgotten first. */
const REMEMBERED = 50_000

/** @returns the id of the tenant, whichever it is; undefined: there is no such session */
export function sessionOwner(sql: Sql): (id: string) => Promise<string | undefined> {
  const known = new Map<string, string>()
  const look = group<string, string | undefined>({
    name: 'session-owner',
    inFlight: 2,
    flush: async ids => {
      const query = sql.unsafe<{ id: string; tenant: string }[]>(OWNERS, [ids], { prepare: true })
      const found = new Map((await deadline(query, 6000, 'looking for sessions')).map(({ id, tenant }) => [id, tenant]))
      return ids.map(id => found.get(id))
    },
  })
  return async id => {
    const owner = known.get(id) ?? (await look(id))
    if (owner === undefined || known.has(id)) return owner
    const [oldest] = known.keys()
    if (known.size >= REMEMBERED && oldest !== undefined) known.delete(oldest)
    known.set(id, owner)
    return owner
  }
}

const OWNERS = 'SELECT id, tenant_id AS tenant FROM sessions WHERE id = ANY($1::uuid[])'
