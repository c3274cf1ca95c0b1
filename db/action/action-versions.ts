// What an action said, content after content: who made it and when stands in its trail, what was replaced since beside it.
import type { PreflightFinding } from '#contracts/action.ts'
import type { Principal } from '#domain/actor.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { ActionVersion } from '#domain/ports/action-view.ts'
import type { Page, PageRequest, Reader } from '#domain/ports/page.ts'
import { pageOf } from '../connection/page-of.ts'
import type { Read } from '../connection/with-reader.ts'

/** @returns newest first, the one that stands included */
export function actionVersions(read: Read) {
  return async (reader: Reader, id: string, { limit, after }: PageRequest): Promise<Page<ActionVersion>> => {
    const rows = await read<VersionRow>(reader, VERSIONS, [id, after === undefined ? null : Number(after), limit + 1])
    return pageOf(rows.map(toVersion), limit, ({ n }) => String(n))
  }
}

interface VersionRow {
  n: number
  current: boolean
  sub: string
  principal: Principal
  at: Date
  changed: string[] | null
  digest: string | null
  /** Null with all that follows: it was replaced before contents were kept. */
  account: string | null
  payload: JsonObject | null
  media_sha256: string[] | null
  preflight: PreflightFinding[] | null
}

function toVersion(row: VersionRow): ActionVersion {
  const { account, payload, preflight } = row
  return {
    ...{ n: row.n, current: row.current, by: { sub: row.sub, principal: row.principal }, at: row.at },
    changed: row.changed ?? [],
    ...(row.digest === null ? {} : { digest: row.digest }),
    ...(account === null || payload === null || preflight === null
      ? {}
      : {
          content: {
            ...{ account, payload, preflight },
            ...(row.media_sha256 === null ? {} : { mediaSha256: row.media_sha256 }),
          },
        }),
  }
}

const VERSIONS = `
WITH made AS (
  SELECT l.seq, l.actor_sub, l.actor_principal, l.at, l.details, row_number() OVER (ORDER BY l.seq)::int AS n,
    l.seq = max(l.seq) OVER () AS current
  FROM audit_log l
  WHERE l.subject_id = $1::uuid AND l.action IN ('action.proposed', 'action.edited')
)
SELECT m.n, m.current, m.actor_sub AS sub, m.actor_principal AS principal, m.at, m.details->'changed' AS changed,
  CASE WHEN m.current THEN a.digest ELSE coalesce(v.digest, m.details->>'digest') END AS digest,
  CASE WHEN m.current THEN a.account ELSE v.account END AS account,
  CASE WHEN m.current THEN a.payload ELSE v.payload END AS payload,
  CASE WHEN m.current THEN a.media_sha256 ELSE v.media_sha256 END AS media_sha256,
  CASE WHEN m.current THEN a.preflight ELSE v.preflight END AS preflight
FROM made m
JOIN governance.actions_ledger a ON a.id = $1::uuid
LEFT JOIN action_versions v ON v.action_id = $1::uuid AND v.seq = m.seq
WHERE $2::int IS NULL OR m.n < $2::int
ORDER BY m.n DESC
LIMIT $3::int`
