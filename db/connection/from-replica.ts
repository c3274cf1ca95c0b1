// Reads from a replica that see all that was committed before they began, whoever committed it and whoever has read it since, so
// that nothing goes back for a client of any process; where the replica is not that far, or away, the primary is asked.
import type { Reader } from '#domain/ports/page.ts'
import { deadline } from './deadline.ts'
import type { Position } from './primary-position.ts'
import { type Asked, asTenant, type Read, type ReaderPools, readOnly } from './with-reader.ts'

export interface FromReplicaOptions {
  primary: Read
  position: () => Promise<Position>
  replica: Pick<ReaderPools, 'api' | 'ops'>
  /** Told why the primary answers for a while instead. */
  onRest: (why: unknown) => void
}

const TIMEOUT_MS = 2000
/** Whoever was behind or away is left alone for so long. */
const REST_MS = 1000

export function fromReplica({ primary, position, replica, onRest }: FromReplicaOptions): Read {
  let restUntil = 0
  const ask = async (reader: Reader, asked: Asked): Promise<unknown[] | undefined> => {
    const since = await position()
    const [sql, asReader] = 'ops' in reader ? [replica.ops, []] : [replica.api, [asTenant(reader.tenantId)]]
    const work = readOnly(sql, [...asReader, isThere(since), asked])
    const [fresh, rows] = (await deadline(work, TIMEOUT_MS, 'reading from the replica')).slice(-2)
    return fresh?.length === 1 ? rows : undefined
  }
  return async <Row>(reader: Reader, statement: string, parameters: readonly unknown[]) => {
    if (performance.now() < restUntil) return primary<Row>(reader, statement, parameters)
    try {
      const rows = await ask(reader, { statement, parameters })
      if (rows !== undefined) return rows as Row[]
      onRest(new Error('the replica is behind'))
    } catch (error) {
      onRest(error) // whatever it is, the primary will say it as well, or does not know it
    }
    restUntil = performance.now() + REST_MS
    return primary<Row>(reader, statement, parameters)
  }
}

/**
 * A row when the replica is there, at once or within 20 ms. It knows of a failover from the first checkpoint after it on, and is
 * not asked between the two: what it has may be of a log that the new primary does not share.
 */
const isThere = ({ lsn, timeline }: Position): Asked => ({ statement: IS_THERE, parameters: [lsn, timeline] })

const IS_THERE = `
SELECT FROM generate_series(1, 10)
WHERE CASE WHEN pg_last_wal_replay_lsn() >= $1::text::pg_lsn
  THEN (SELECT timeline_id FROM pg_control_checkpoint()) = $2::int
  ELSE pg_sleep(0.002) IS NULL END
LIMIT 1`
