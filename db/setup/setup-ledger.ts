// A tenant's session setup, as the API hands it in and reads it.
import type { SetupLedger } from '#domain/ports/setup-ledger.ts'
import type { Hint } from '../campaign/campaign-ledger.ts'
import type { Sql } from '../connection/open-pool.ts'
import { pageOf } from '../connection/page-of.ts'
import type { Read } from '../connection/with-reader.ts'
import { configPut } from './config-put.ts'
import { CONFIG_VERSION_COLUMNS, type ConfigVersionRow, toConfigVersion } from './config-version-row.ts'
import { quotaLedger } from './quota-ledger.ts'
import { seenTemplates } from './seen-templates.ts'
import { skeletonAsk } from './skeleton-ask.ts'
import { skeletonFindingsFind } from './skeleton-findings-find.ts'
import { skeletonPut } from './skeleton-put.ts'
import { SKELETON_COLUMNS, type SkeletonRow, toSkeleton } from './skeleton-row.ts'

export function setupLedger(sql: Sql, read: Read, { hint }: { hint: Hint }): SetupLedger {
  return {
    async configs(reader, tenantId) {
      const versions = (await read<ConfigVersionRow>(reader, CONFIGS, [tenantId])).map(toConfigVersion)
      const [newest] = versions
      const inForce = versions.find(({ status }) => status === 'ACTIVE')
      return { ...(newest === undefined ? {} : { newest }), ...(inForce === undefined ? {} : { inForce }) }
    },

    async configVersion(reader, tenantId, version) {
      const [row] = await read<ConfigVersionRow>(reader, CONFIG_VERSION, [tenantId, version])
      return row && toConfigVersion(row)
    },

    async configVersions(reader, tenantId, { limit, after }) {
      const rows = await read<ConfigVersionRow>(reader, CONFIG_VERSIONS, [tenantId, limit + 1, after ?? null])
      return pageOf(rows.map(toConfigVersion), limit, ({ version }) => String(version))
    },

    putConfig: (tenantId, config, ask, expected) => configPut(sql, { tenantId, config, ask, expected, hint }),

    async skeletons(reader, page) {
      const rows = await read<SkeletonRow>(reader, SKELETONS, [page.limit + 1, page.after ?? null])
      return pageOf(rows.map(toSkeleton), page.limit, ({ id }) => id)
    },

    async skeleton(reader, id) {
      const [row] = await read<SkeletonRow>(reader, SKELETON, [id])
      return row && toSkeleton(row)
    },

    putSkeleton: (tenantId, skeleton, ask) => skeletonPut(sql, { tenantId, skeleton, ask, hint }),

    async newestSkeleton(reader, tenantId) {
      const [row] = await read<SkeletonRow>(reader, NEWEST_SKELETON, [tenantId])
      return row && toSkeleton(row)
    },

    findings: skeletonFindingsFind(read),
    askOfSkeleton: (skeleton, question, ask) => skeletonAsk(sql, { skeleton, question, ask, hint }),
    seenTemplates: seenTemplates(read),

    ...quotaLedger(sql, read),
  }
}

const CONFIGS = `
SELECT ${CONFIG_VERSION_COLUMNS}
FROM tenant_config_versions c
WHERE c.tenant_id = $1::uuid AND c.version IN (
  (SELECT max(version) FROM tenant_config_versions WHERE tenant_id = $1::uuid),
  (SELECT max(version) FROM tenant_config_versions WHERE tenant_id = $1::uuid AND status = 'ACTIVE')
)
ORDER BY c.version DESC`

const CONFIG_VERSION = `
SELECT ${CONFIG_VERSION_COLUMNS}
FROM tenant_config_versions c
WHERE c.tenant_id = $1::uuid AND c.version = $2::int`

const CONFIG_VERSIONS = `
SELECT ${CONFIG_VERSION_COLUMNS}
FROM tenant_config_versions c
WHERE c.tenant_id = $1::uuid AND ($3::int IS NULL OR c.version < $3::int)
ORDER BY c.version DESC
LIMIT $2::int`

const NEWEST_SKELETON = `
SELECT ${SKELETON_COLUMNS}
FROM tenant_skeletons k
WHERE k.tenant_id = $1::uuid AND k.status = 'ACTIVE'
ORDER BY k.id DESC
LIMIT 1`

const SKELETONS = `
SELECT ${SKELETON_COLUMNS}
FROM tenant_skeletons k
WHERE k.id <= coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') AND ($2::uuid IS NULL OR k.id <> $2::uuid)
ORDER BY k.id DESC
LIMIT $1::int`

const SKELETON = `
SELECT ${SKELETON_COLUMNS}
FROM tenant_skeletons k
WHERE k.id = $1::uuid`
