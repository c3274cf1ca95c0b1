// What was delivered to an endpoint, or is on its way, newest first.
import type { WebhookLedger } from '#domain/ports/webhook-ledger.ts'
import { pageOf } from '../connection/page-of.ts'
import type { Read } from '../connection/with-reader.ts'
import { type AttemptRow, DELIVERY_COLUMNS, type DeliveryRow, toAttempt, toDelivery } from './webhook-row.ts'

export function deliveryReader(read: Read): Pick<WebhookLedger, 'deliveries' | 'delivery'> {
  return {
    async deliveries(reader, webhookId, { status, event, since, until }, page) {
      const parameters = [
        ...[webhookId, page.limit + 1, page.after ?? null, status ?? null, event ?? null],
        ...[since?.toISOString() ?? null, until?.toISOString() ?? null],
      ]
      const rows = await read<DeliveryRow>(reader, LIST, parameters)
      return pageOf(rows.map(toDelivery), page.limit, ({ id }) => id)
    },

    async delivery(reader, webhookId, id) {
      const [row] = await read<DeliveryRow>(reader, ONE, [webhookId, id])
      if (row === undefined) return undefined
      return { delivery: toDelivery(row), attempts: (await read<AttemptRow>(reader, ATTEMPTS, [id])).map(toAttempt) }
    },
  }
}

// Deliveries outlive their endpoint; whoever asks has been shown it.
const LIST = `
SELECT ${DELIVERY_COLUMNS}
FROM webhook_deliveries d
WHERE d.webhook_id = $1::uuid AND ($3::uuid IS NULL OR d.id < $3::uuid)
  AND ($4::text[] IS NULL OR d.status = ANY($4::text[])) AND ($5::text[] IS NULL OR d.event = ANY($5::text[]))
  AND ($6::text IS NULL OR d.created_at >= $6::text::timestamptz) AND ($7::text IS NULL OR d.created_at < $7::text::timestamptz)
ORDER BY d.id DESC
LIMIT $2::int`

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
