// What a session is pinned to: the tenant's configuration in force, with the exact version of its skeleton.
import type { PinnedConfig } from '#domain/session/session.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

/**
 * @param skeletonId another one than the configuration's own
 * @returns undefined: the tenant has no configuration in force, or no such skeleton that was found good
 */
export async function pinnedConfig(
  sql: Sql,
  tenantId: string,
  skeletonId: string | undefined,
): Promise<PinnedConfig | undefined> {
  const query = sql.unsafe<Row[]>(IN_FORCE, [tenantId, skeletonId ?? null], { prepare: true })
  const [row] = await deadline(query, 6000, 'loading a configuration')
  return row && { ...row, s3VersionId: row.s3VersionId ?? 'null' }
}

/** S3 calls the version of an object in a bucket without versions `null`. */
type Row = Omit<PinnedConfig, 's3VersionId'> & { s3VersionId: string | null }

const IN_FORCE = `
SELECT k.id AS "skeletonId", k.s3_version_id AS "s3VersionId", v.adapter_id AS "adapterId", v.style_map AS "styleMap",
  v.zone_map AS "zoneMap", v.table_map AS "tableMap"
FROM (
  SELECT * FROM tenant_config_versions WHERE tenant_id = $1::uuid AND status = 'ACTIVE' ORDER BY version DESC LIMIT 1
) AS v
JOIN tenant_skeletons k ON k.id = coalesce($2::uuid, v.default_skeleton_id) AND k.tenant_id = v.tenant_id AND k.status = 'ACTIVE'`
