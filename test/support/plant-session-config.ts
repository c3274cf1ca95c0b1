// A session configuration in force for tenant A, past the check that a worker makes of one.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { PinnedConfig } from '#domain/session/session.ts'
import type { TestDatabase } from './test-database.ts'
import { TENANT_A } from './test-issuer.ts'

export const CONFIG: Omit<PinnedConfig, 'skeletonId' | 's3VersionId'> = {
  adapterId: 'minutes',
  styleMap: { TEXT: 'Normal' },
  zoneMap: { TPL_PROPOSAL: 'PROPOSALS' },
  tableMap: { VOTE: 'TBL_VOTES' },
}

export const SKELETON = '01990000-0000-7000-8000-00000005ce1e'

/** @param version higher than any that is there */
export async function plantSessionConfig({ owner }: Pick<TestDatabase, 'owner'>, version = 1): Promise<void> {
  const by = { sub: 'ada', principal: 'human' }
  await owner`
    INSERT INTO tenant_skeletons ${owner({
      ...{ id: SKELETON, tenant_id: TENANT_A, name: 'minutes', object_key: 'skeletons/x.docx', s3_version_id: 'v1' },
      ...{ sha256: 'a'.repeat(64), bytes: 1, status: 'ACTIVE', decided_at: new Date() },
      ...{ placeholders: owner.json([]), tables: owner.json([]), errors: owner.json([]), created_by: owner.json(by) },
    })}`
  await owner`
    INSERT INTO tenant_config_versions ${owner({
      ...{ id: uuid(), tenant_id: TENANT_A, version, status: 'ACTIVE' },
      ...{ adapter_id: CONFIG.adapterId, default_skeleton_id: SKELETON, decided_at: new Date() },
      ...{ style_map: owner.json(CONFIG.styleMap), zone_map: owner.json(CONFIG.zoneMap) },
      ...{ table_map: owner.json(CONFIG.tableMap), errors: owner.json([]), created_by: owner.json(by) },
    })}`
}
