// Configurations, skeletons and quotas as their tenant sees them.
import type { ConfigResource, QuotaResource, SkeletonResource } from '#contracts/session-config.ts'
import type { Quota } from '#domain/ports/setup-ledger.ts'
import type { ConfigVersion, Skeleton } from '#domain/setup/setup.ts'

export function configResource(view: ConfigVersion): ConfigResource {
  return {
    version: view.version,
    status: view.status,
    adapter_id: view.adapterId,
    style_map: view.styleMap,
    zone_map: view.zoneMap,
    table_map: view.tableMap,
    default_skeleton_id: view.defaultSkeletonId,
    default_channels: view.defaultChannels as ConfigResource['default_channels'], // checked when it was handed in
    ...handedIn(view),
  }
}

export function skeletonResource(view: Skeleton): SkeletonResource {
  return {
    skeleton_id: view.id,
    name: view.name,
    status: view.status,
    sha256: view.sha256,
    bytes: view.bytes,
    s3_version_id: view.s3VersionId,
    placeholders: view.placeholders,
    tables: view.tables,
    ...handedIn(view),
  }
}

export function quotaResource({ limitSeconds, usedSeconds, resetsAt }: Quota): QuotaResource {
  return {
    period: 'month',
    limit_seconds: limitSeconds,
    used_seconds: usedSeconds,
    resets_at: resetsAt.toISOString(),
  }
}

function handedIn({ errors, createdBy, createdAt, decidedAt }: ConfigVersion | Skeleton) {
  return {
    ...{ errors, created_by: createdBy, created_at: createdAt.toISOString() },
    decided_at: decidedAt?.toISOString() ?? null,
  }
}

export const CONFIG_COLUMNS = [
  'version',
  'status',
  'adapter_id',
  'default_skeleton_id',
  'created_by',
  'created_at',
  'decided_at',
] as const

export function configRow(view: ConfigVersion): Record<(typeof CONFIG_COLUMNS)[number], unknown> {
  return { ...configResource(view), created_by: view.createdBy.sub }
}

export const SKELETON_COLUMNS = [
  'skeleton_id',
  'name',
  'status',
  'sha256',
  'bytes',
  's3_version_id',
  'created_at',
] as const

export function skeletonRow(view: Skeleton): Record<(typeof SKELETON_COLUMNS)[number], unknown> {
  return skeletonResource(view)
}
