// Keeps what a platform said when it was asked about an attempt: the newest answers, for some are asked about for days.
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
/** Answers kept of one attempt; what came before tells a person nothing more. */
const KEPT = 50

/** @throws what Postgres says: asking again then does no harm */
export async function attemptKeepProbe(sql: Sql, { attemptId, actionId, tenantId, result }: KeptProbe): Promise<void> {
  const detail = result.kind === 'indeterminate' ? maskSecrets(result.detail).slice(0, DETAIL_LENGTH) : null
  const refId = result.kind === 'found' ? result.platformRefId : null
  const parameters = [uuid(), attemptId, actionId, tenantId, result.kind, detail, refId]
  await deadline(sql.unsafe(KEEP, parameters, { prepare: true }), 6000, 'keeping a probe')
}

/** Deletes what was there before this one, which the statement does not see yet: hence one fewer is spared. */
const KEEP = `
WITH gone AS (
  DELETE FROM attempt_probes WHERE attempt_id = $2::uuid AND id <= (
    SELECT id FROM attempt_probes WHERE attempt_id = $2::uuid ORDER BY id DESC OFFSET ${KEPT - 1} LIMIT 1
  )
)
INSERT INTO attempt_probes (id, attempt_id, action_id, tenant_id, found, detail, platform_ref_id)
VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6, $7)`
