// How an action does, for a reader of the API: what was collected last, and when it is collected next.
import type { JsonObject } from '#domain/audit-entry.ts'
import type { MetricsView } from '#domain/ports/action-ledger.ts'
import type { Reader } from '#domain/ports/page.ts'
import type { Read } from '../connection/with-reader.ts'

export function metricsView(read: Read) {
  return async (reader: Reader, actionId: string): Promise<{ latest?: MetricsView; nextAt?: Date }> => {
    const [row] = await read<Row>(reader, VIEW, [actionId])
    const { collected_at: collectedAt, figures, raw, next_at: nextAt } = row ?? NOTHING
    return {
      ...(collectedAt === null || figures === null || raw === null ? {} : { latest: { collectedAt, figures, raw } }),
      ...(nextAt === null ? {} : { nextAt }),
    }
  }
}

interface Row {
  collected_at: Date | null
  figures: JsonObject | null
  raw: JsonObject | null
  next_at: Date | null
}

const NOTHING: Row = { collected_at: null, figures: null, raw: null, next_at: null }

const VIEW = `
SELECT m.collected_at, m.figures, m.raw,
  (SELECT s.due_at FROM steps s WHERE s.subject_id = $1::uuid AND s.kind = 'collect-metrics') AS next_at
FROM (SELECT 1) one
LEFT JOIN LATERAL (
  SELECT * FROM action_metrics WHERE action_id = $1::uuid ORDER BY n DESC LIMIT 1
) m ON true`
