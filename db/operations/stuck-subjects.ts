// What stands still although nothing holds it back, as the last look of a worker found it.
import type { OperationsLedger, StandsStill } from '#domain/ports/operations-ledger.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

/** @param sql of role mandate_board */
export function stuckSubjects(sql: Sql): Pick<OperationsLedger, 'standsStill'> {
  return {
    async standsStill() {
      const query = sql.unsafe<StandsStill[]>(OLDEST, [], { prepare: true })
      return deadline(query, 6000, 'looking for what stands still')
    },
  }
}

const OLDEST = `
SELECT subject_id AS "subjectId", tenant_id AS "tenantId", subject, owner_id AS "ownerId", stage, why, since
FROM stuck_subjects
ORDER BY since
LIMIT 200`
