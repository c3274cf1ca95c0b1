// Keeps an answer that changed nothing else, a refusal.
import type { KeptAnswer } from '#domain/ports/campaign-ledger.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

/** The first answer under a key stays. */
export function answerKeep(sql: Sql) {
  return async (answer: KeptAnswer): Promise<void> => {
    const { tenantId, route, key, bodySha256, status, headers, body } = answer
    const parameters = [tenantId, route, key, bodySha256, status, JSON.stringify(headers), body]
    await deadline(sql.unsafe(KEEP, parameters as never[], { prepare: true }), 6000, 'keeping an answer')
  }
}

const KEEP = `
INSERT INTO idempotency_keys (tenant_id, route, key, body_sha256, status, headers, body)
VALUES ($1::uuid, $2::text, $3::text, $4::text, $5::int, $6::text::jsonb, $7::text)
ON CONFLICT DO NOTHING`
