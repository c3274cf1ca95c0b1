// Makes the sweep look at all due steps at once: Redis has lost what it had.
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

const CHUNK = 10_000

/** Works in chunks, so that a million steps never make one long statement. @returns how many steps were marked */
export async function stepMarkDue(sql: Sql): Promise<number> {
  let marked = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await deadline(
      sql.unsafe<{ id: string }[]>(MARK, [after], { prepare: true }),
      6000,
      'marking due steps',
    )
    marked += rows.length
    if (rows.length < CHUNK) return marked
    after =
      rows
        .map(row => row.id)
        .sort()
        .at(-1) ?? after
  }
}

// What the sweep has never handed out it takes now anyway: 100,000 that wait in lanes need no write.
const MARK = `
UPDATE steps
SET check_at = (SELECT clock_timestamp()), checks = 0
WHERE id IN (
  SELECT id FROM steps
  WHERE id > $1::uuid AND due_at <= (SELECT clock_timestamp())
    AND (checks > 0 OR check_at > (SELECT clock_timestamp()))
  ORDER BY id
  LIMIT ${CHUNK}
)
RETURNING id`
