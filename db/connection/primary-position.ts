// Up to where the primary has written: all that anybody can have seen of it lies before that.
import { deadline } from './deadline.ts'
import { group } from './group.ts'
import type { Sql } from './open-pool.ts'

export interface Position {
  /** In Postgres' log of writes, as text. */
  lsn: string
  /** Another one after each failover, on which the same place in the log is another one. */
  timeline: number
}

/** @returns asks at or after the call; those who ask at once share one question */
export function primaryPosition(sql: Sql): () => Promise<Position> {
  const ask = group<void, Position>({
    name: 'position',
    async flush(items) {
      const query = sql.unsafe<Position[]>(POSITION, [], { prepare: true })
      const [position] = await deadline(query, 2000, 'asking how far the primary is')
      return items.map(() => position ?? new Error('the primary does not say how far it is'))
    },
  })
  return () => ask()
}

// What is committed is flushed before anybody sees it, unless nobody waits for that.
const POSITION = `
SELECT lsn::text, ('x' || substr(pg_walfile_name(lsn), 1, 8))::bit(32)::int AS timeline
FROM (
  SELECT CASE current_setting('synchronous_commit')
    WHEN 'off' THEN pg_current_wal_insert_lsn() ELSE pg_current_wal_flush_lsn() END AS lsn
) AS position`
