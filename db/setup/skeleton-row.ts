// A skeleton as the ledger keeps it.
import type { Actor } from '#domain/actor.ts'
import type { SetupError, SetupStatus, Skeleton } from '#domain/setup/setup.ts'

export const SKELETON_COLUMNS = `k.id, k.tenant_id, k.name, k.object_key, k.s3_version_id, k.sha256, k.bytes, k.status, k.placeholders,
  k.tables, k.errors, k.created_by, k.created_at, k.decided_at`

export interface SkeletonRow {
  id: string
  tenant_id: string
  name: string
  object_key: string
  s3_version_id: string | null
  sha256: string
  bytes: number
  status: SetupStatus
  placeholders: string[]
  tables: string[]
  errors: SetupError[]
  created_by: Actor
  created_at: Date
  decided_at: Date | null
}

export function toSkeleton(row: SkeletonRow): Skeleton {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    name: row.name,
    objectKey: row.object_key,
    s3VersionId: row.s3_version_id,
    sha256: row.sha256,
    bytes: row.bytes,
    status: row.status,
    placeholders: row.placeholders,
    tables: row.tables,
    errors: row.errors,
    createdBy: row.created_by,
    createdAt: row.created_at,
    decidedAt: row.decided_at,
  }
}
