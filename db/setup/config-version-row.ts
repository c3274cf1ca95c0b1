// A version of a session configuration as the ledger keeps it.
import type { Actor } from '#domain/actor.ts'
import type { ConfigVersion, SetupError, SetupStatus } from '#domain/setup/setup.ts'

export const CONFIG_VERSION_COLUMNS = `c.id, c.tenant_id, c.version, c.status, c.adapter_id, c.style_map, c.zone_map, c.table_map,
  c.default_skeleton_id, c.default_channels, c.errors, c.created_by, c.created_at, c.decided_at`

export interface ConfigVersionRow {
  id: string
  tenant_id: string
  version: number
  status: SetupStatus
  adapter_id: string
  style_map: Record<string, string>
  zone_map: Record<string, string>
  table_map: Record<string, string>
  default_skeleton_id: string | null
  default_channels: ConfigVersion['defaultChannels']
  errors: SetupError[]
  created_by: Actor
  created_at: Date
  decided_at: Date | null
}

export function toConfigVersion(row: ConfigVersionRow): ConfigVersion {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    version: row.version,
    status: row.status,
    adapterId: row.adapter_id,
    styleMap: row.style_map,
    zoneMap: row.zone_map,
    tableMap: row.table_map,
    defaultSkeletonId: row.default_skeleton_id,
    defaultChannels: row.default_channels,
    errors: row.errors,
    createdBy: row.created_by,
    createdAt: row.created_at,
    decidedAt: row.decided_at,
  }
}
