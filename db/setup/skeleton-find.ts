// A skeleton of a tenant, as the worker looks it up: the tenant is in the statement.
import type { Skeleton } from '#domain/setup/setup.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { SKELETON_COLUMNS, type SkeletonRow, toSkeleton } from './skeleton-row.ts'

/** @returns undefined: the tenant has none of that id */
export async function skeletonFind(sql: Sql, tenantId: string, id: string): Promise<Skeleton | undefined> {
  const query = sql.unsafe<SkeletonRow[]>(FIND, [tenantId, id], { prepare: true })
  const [row] = await deadline(query, 6000, 'looking for a skeleton')
  return row && toSkeleton(row)
}

const FIND = `
SELECT ${SKELETON_COLUMNS}
FROM tenant_skeletons k
WHERE k.tenant_id = $1::uuid AND k.id = $2::uuid`
