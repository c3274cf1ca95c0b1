// Which of some steps are still open: the floor under lost cancel messages.
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

export async function stepOpen(sql: Sql, stepIds: string[]): Promise<Set<string>> {
  const rows = await deadline(
    sql.unsafe<{ id: string }[]>('SELECT id FROM steps WHERE id = ANY($1::uuid[])', [stepIds], { prepare: true }),
    6000,
    'looking for open steps',
  )
  return new Set(rows.map(row => row.id))
}
