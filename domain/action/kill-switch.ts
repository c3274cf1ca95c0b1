// What can be held back, and how it is called where it is looked up.
import type { Platform } from './action-status.ts'

export const KILL_SCOPES = ['global', 'tenant', 'platform', 'account'] as const
export type KillScope = (typeof KILL_SCOPES)[number]

/** `tenantId` absent: of all tenants. */
export type KillTarget =
  | { scope: 'global' }
  | { scope: 'tenant'; tenantId: string }
  | { scope: 'platform'; platform: Platform; tenantId?: string }
  | { scope: 'account'; platform: Platform; account: string; tenantId: string }

/** The one name of a switch. */
export function killKey(target: KillTarget): string {
  switch (target.scope) {
    case 'global':
      return 'global'
    case 'tenant':
      return `tenant ${target.tenantId}`
    case 'platform':
      return target.tenantId === undefined
        ? `platform ${target.platform}`
        : `tenant ${target.tenantId} ${target.platform}`
    case 'account':
      return `tenant ${target.tenantId} ${target.platform} ${target.account}`
    default:
      return target satisfies never
  }
}

/** Every switch that holds back an action, in the order in which their locks are taken. */
export function killKeys(action: { tenantId: string; platform: Platform; account: string }): string[] {
  const { tenantId, platform, account } = action
  return [
    killKey({ scope: 'global' }),
    killKey({ scope: 'platform', platform }),
    killKey({ scope: 'tenant', tenantId }),
    killKey({ scope: 'platform', platform, tenantId }),
    killKey({ scope: 'account', platform, account, tenantId }),
  ]
}
