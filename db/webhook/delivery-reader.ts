// What was delivered to an endpoint, or is on its way, newest first. However many there are, a page costs a bounded look.
import type { WebhookLedger } from '#domain/ports/webhook-ledger.ts'
import type { Read } from '../connection/with-reader.ts'
import { type AttemptRow, DELIVERY_COLUMNS, type DeliveryRow, toAttempt, toDelivery } from './webhook-row.ts'

/** Deliveries looked at for one page; the next one then goes on from there, whether any of them was asked for or not. */
const MOST_LOOKED_AT = 10_000

export function deliveryReader(read: Read): Pick<WebhookLedger, 'deliveries' | 'delivery'> {
  return {
    async deliveries(reader, webhookId, { status, event, since, until }, page) {
      const parameters = [
        ...[webhookId, page.limit + 1, page.after ?? null, status ?? null, event ?? null],
        ...[since?.toISOString() ?? null, until?.toISOString() ?? null],
      ]
      const rows = await read<DeliveryRow & { is_end: boolean }>(reader, LIST, parameters)
      const found = rows.filter(row => !row.is_end)
      const items = found.slice(0, page.limit).map(toDelivery)
      const next = found.length > page.limit ? items.at(-1)?.id : rows.find(row => row.is_end)?.id
      return next === undefined ? { items } : { items, next }
    },

    async delivery(reader, webhookId, id) {
      const [row] = await read<DeliveryRow>(reader, ONE, [webhookId, id])
      if (row === undefined) return undefined
      return { delivery: toDelivery(row), attempts: (await read<AttemptRow>(reader, ATTEMPTS, [id])).map(toAttempt) }
    },
  }
}

// Deliveries outlive their endpoint; whoever asks has been shown it.
const LOOKED = `
  SELECT l.id, l.status, l.event, l.created_at
  FROM webhook_deliveries l
  WHERE l.webhook_id = $1::uuid AND ($3::uuid IS NULL OR l.id < $3::uuid)
  ORDER BY l.id DESC`

// `is_end`: where the look ended, before the page was full.
const LIST = `
WITH found AS MATERIALIZED (
  SELECT s.id
  FROM (${LOOKED} LIMIT ${MOST_LOOKED_AT}) s
  WHERE ($4::text[] IS NULL OR s.status = ANY($4::text[])) AND ($5::text[] IS NULL OR s.event = ANY($5::text[]))
    AND ($6::text IS NULL OR s.created_at >= $6::text::timestamptz) AND ($7::text IS NULL OR s.created_at < $7::text::timestamptz)
  ORDER BY s.id DESC
  LIMIT $2::int
)
SELECT p.is_end, ${DELIVERY_COLUMNS}
FROM (
  SELECT id, false AS is_end FROM found
  UNION ALL
  SELECT e.id, true FROM (${LOOKED} OFFSET ${MOST_LOOKED_AT - 1} LIMIT 1) e WHERE (SELECT count(*) FROM found) < $2::int
) p
JOIN webhook_deliveries d ON d.id = p.id
ORDER BY p.is_end, d.id DESC`

const ONE = `
SELECT ${DELIVERY_COLUMNS}
FROM webhook_deliveries d
WHERE d.webhook_id = $1::uuid AND d.id = $2::uuid`

// A delivery that is replayed again and again has many: the last ones are shown.
const ATTEMPTS = `
SELECT * FROM (
  SELECT n, at, http_status, error, duration_ms, response FROM webhook_attempts WHERE delivery_id = $1::uuid ORDER BY n DESC LIMIT 200
) AS last
ORDER BY n`
