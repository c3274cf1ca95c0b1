// How an action does, for a reader of the API: what was collected, and when it is collected next.
import type { JsonObject } from '#domain/audit-entry.ts'
import type { ActionFigures } from '#domain/ports/action-view.ts'
import type { Reader } from '#domain/ports/page.ts'
import type { Read } from '../connection/with-reader.ts'

export function metricsView(read: Read) {
  return async (reader: Reader, actionId: string): Promise<ActionFigures> => {
    const rows = await read<Row>(reader, VIEW, [actionId])
    const collected = rows.flatMap(({ collected_at: collectedAt, figures, raw }) =>
      collectedAt === null || figures === null ? [] : [{ collectedAt, figures, raw: raw ?? {} }],
    )
    const [latest] = collected
    const nextAt = rows[0]?.next_at
    return {
      ...(latest === undefined ? {} : { latest }),
      ...(nextAt === undefined || nextAt === null ? {} : { nextAt }),
      history: collected.map(({ collectedAt, figures }) => ({ collectedAt, figures })).reverse(),
    }
  }
}

interface Row {
  collected_at: Date | null
  figures: JsonObject | null
  /** Of the newest alone. */
  raw: JsonObject | null
  next_at: Date | null
}

/** The newest first; one row without a collection where there is none. */
const VIEW = `
SELECT m.collected_at, m.figures, CASE WHEN row_number() OVER (ORDER BY m.n DESC) = 1 THEN m.raw END AS raw,
  (SELECT s.due_at FROM steps s WHERE s.subject_id = $1::uuid AND s.kind = 'collect-metrics') AS next_at
FROM (SELECT 1) one
LEFT JOIN LATERAL (
  SELECT * FROM action_metrics WHERE action_id = $1::uuid ORDER BY n DESC LIMIT 200
) m ON true
ORDER BY m.n DESC`
