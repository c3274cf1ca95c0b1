// The trail of operations: what operators change on the board. It is no tenant's, and there is one for a ledger.
import type { AuditEntry } from '#domain/audit-entry.ts'
import type { OperationsLedger } from '#domain/ports/operations-ledger.ts'
import { ENTRY_JSON } from '../audit/entry-json.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { ALL_TENANTS, trailAppend, trailId } from '../trail/trail-entry.ts'

/** The policies of role mandate_board name it: that role writes here alone. */
export const OPERATIONS = trailId('operations', 'board')

/** @param sql of role mandate_board */
export function operationsTrail(sql: Sql): Pick<OperationsLedger, 'note' | 'notes'> {
  return {
    async note(entry) {
      await trailAppend(sql, { ...entry, id: OPERATIONS, tenantId: ALL_TENANTS, kind: 'operations' })
    },
    async notes(before, limit) {
      const query = sql.unsafe<{ entry: AuditEntry }[]>(NEWEST, [OPERATIONS, before ?? null, limit] as never[], {
        prepare: true,
      })
      return (await deadline(query, 6000, 'reading the trail of operations')).map(({ entry }) => entry)
    },
  }
}

const NEWEST = `
SELECT ${ENTRY_JSON} AS entry
FROM audit_log l
WHERE l.subject_id = $1::uuid AND ($2::int IS NULL OR l.seq < $2::int)
ORDER BY l.seq DESC
LIMIT $3::int`
