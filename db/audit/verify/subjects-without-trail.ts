// Subjects whose chain has no beginning: each has had an entry since its creation.
import { deadline } from '../../connection/deadline.ts'
import type { Sql } from '../../connection/open-pool.ts'

const PAGE = 5000
const TIMEOUT_MS = 20_000

/** @returns the number of all subjects, and one without a first entry if there is any */
export async function subjectsWithoutTrail(sql: Sql): Promise<{ subjects: number; without?: string }> {
  let subjects = 0
  for (const table of ['campaigns', 'governance.actions_ledger', 'sessions', 'trails']) {
    let after = '00000000-0000-0000-0000-000000000000'
    for (;;) {
      const query = sql.unsafe<{ id: string; begun: boolean }[]>(pageOf(table), [after, PAGE], { prepare: true })
      const rows = await deadline(query, TIMEOUT_MS, 'looking for subjects without a trail')
      subjects += rows.length
      const without = rows.find(row => !row.begun)
      if (without !== undefined) return { subjects, without: without.id }
      if (rows.length < PAGE) break
      after = rows.at(-1)?.id ?? after
    }
  }
  return { subjects }
}

const pageOf = (table: string) => `
SELECT s.id, EXISTS (SELECT 1 FROM audit_log l WHERE l.subject_id = s.id AND l.seq = 1) AS begun
FROM ${table} s
WHERE s.id > $1::uuid
ORDER BY s.id
LIMIT $2::int`
