// Kept answers as rows of the statement that makes them true.
import type { KeptAnswer } from '#domain/ports/campaign-ledger.ts'
import type { ColumnType } from '../connection/row-set.ts'

export const KEY_COLUMNS = {
  owner: 'uuid',
  tenant: 'uuid',
  route: 'text',
  key: 'text',
  body_sha256: 'text',
  status: 'int',
  headers: 'text',
  body: 'text',
} as const satisfies Record<string, ColumnType>

export const KEY_TARGET = 'idempotency_keys (tenant_id, route, key, body_sha256, status, headers, body)'
export const KEY_VALUES = 'x.tenant, x.route, x.key, x.body_sha256, x.status, x.headers::jsonb, x.body'

/** @param owner the id that joins the answer to what it answers for */
export function keyRow(owner: string, keep: KeptAnswer) {
  return {
    owner,
    tenant: keep.tenantId,
    route: keep.route,
    key: keep.key,
    body_sha256: keep.bodySha256,
    status: keep.status,
    headers: JSON.stringify(keep.headers),
    body: keep.body,
  }
}
