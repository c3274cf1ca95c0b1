// A kill switch as clients see it.
import { z } from 'zod'
import { ActorShape } from '#contracts/action.ts'
import { Platform, Timestamp, Uuid } from '#contracts/primitives.ts'
import { KILL_SCOPES } from '#domain/action/kill-switch.ts'
import type { KillSwitchView } from '#domain/ports/settings-ledger.ts'

export const KillSwitchResource = z.object({
  scope: z.enum(KILL_SCOPES),
  /** Absent: of all tenants. */
  tenant_id: Uuid.optional(),
  platform: Platform.optional(),
  account: z.string().optional(),
  engaged: z.boolean(),
  reason: z.string(),
  changed_by: ActorShape,
  changed_at: Timestamp,
})

export function killSwitchResource(view: KillSwitchView): z.input<typeof KillSwitchResource> {
  return {
    scope: view.scope,
    ...(view.tenantId === undefined ? {} : { tenant_id: view.tenantId }),
    ...(view.platform === undefined ? {} : { platform: view.platform }),
    ...(view.account === undefined ? {} : { account: view.account }),
    engaged: view.engaged,
    reason: view.reason,
    changed_by: view.changedBy,
    changed_at: view.changedAt.toISOString(),
  }
}
