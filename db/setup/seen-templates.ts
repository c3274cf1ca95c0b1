// Which templates core named of late, so that one without a place in the skeleton is noticed.
import type { SeenTemplate, SetupLedger } from '#domain/ports/setup-ledger.ts'
import type { Read } from '../connection/with-reader.ts'

export function seenTemplates(read: Read): SetupLedger['seenTemplates'] {
  return (reader, tenantId) => read<SeenTemplate>(reader, SEEN, [tenantId])
}

// Bounded whatever the tenant has: ten thousand rows by their keys. A block that was transcribed again counts again.
const SEEN = `
SELECT left(b.body->>'templateId', 200) AS "templateId", count(*)::int AS blocks, max(b.created_at) AS "lastAt"
FROM (SELECT id FROM sessions WHERE tenant_id = $1::uuid ORDER BY id DESC LIMIT 10) s
CROSS JOIN LATERAL (
  SELECT body, created_at FROM session_blocks b
  WHERE b.session_id = s.id
  ORDER BY b.sequence_id DESC
  LIMIT 1000
) b
WHERE b.body->>'templateId' IS NOT NULL
GROUP BY 1
ORDER BY 2 DESC, 1
LIMIT 200`
