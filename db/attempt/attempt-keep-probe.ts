// Keeps what a platform said when it was asked about an attempt.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { ProbeResult } from '#domain/ports/platform.ts'
import { maskSecrets } from '#queues/logging/mask-secrets.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

export interface KeptProbe {
  attemptId: string
  actionId: string
  tenantId: string
  result: ProbeResult
}

const DETAIL_LENGTH = 500

/** @throws what Postgres says: asking again then does no harm */
export async function attemptKeepProbe(sql: Sql, { attemptId, actionId, tenantId, result }: KeptProbe): Promise<void> {
  const detail = result.kind === 'indeterminate' ? maskSecrets(result.detail).slice(0, DETAIL_LENGTH) : null
  const refId = result.kind === 'found' ? result.platformRefId : null
  const parameters = [uuid(), attemptId, actionId, tenantId, result.kind, detail, refId]
  await deadline(sql.unsafe(KEEP, parameters, { prepare: true }), 6000, 'keeping a probe')
}

const KEEP = `
INSERT INTO attempt_probes (id, attempt_id, action_id, tenant_id, found, detail, platform_ref_id)
VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6, $7)`
