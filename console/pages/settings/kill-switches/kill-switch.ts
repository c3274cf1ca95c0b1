// A kill switch as the API shows it, and how a person calls it.

import type { KillScope } from '#domain/action/kill-switch.ts'
import type { Actor } from '#domain/actor.ts'
import { platformName } from '../../../parts/platforms.ts'
import { may, type Person } from '../../../person.ts'

export interface KillSwitch {
  scope: KillScope
  /** Absent: of all tenants. */
  tenant_id?: string
  platform?: string
  account?: string
  engaged: boolean
  reason: string
  changed_by: Actor
  changed_at: string
}

export type Target = Pick<KillSwitch, 'scope' | 'platform' | 'account' | 'tenant_id'>

export function nameOf({ scope, platform, account, tenant_id }: Target, person: Person): string {
  const tenant =
    tenant_id === undefined
      ? 'of every tenant'
      : tenant_id === person.tenantId
        ? 'of this tenant'
        : `of tenant ${tenant_id}`
  if (scope === 'global') return 'Everything of everybody'
  if (scope === 'tenant') return `Everything ${tenant}`
  if (scope === 'platform') return `${platformName(platform ?? '')} ${tenant}`
  return `${platformName(platform ?? '')} · ${account} ${tenant}`
}

/** The switch that a request of this person's for that scope sets: with scope ops a platform is everybody's. */
export function targetFor(person: Person, { scope, platform, account }: Target): Target {
  const everybody = scope === 'global' || (scope === 'platform' && may(person, 'ops'))
  return {
    scope,
    ...(platform === undefined ? {} : { platform }),
    ...(account === undefined ? {} : { account }),
    ...(everybody ? {} : { tenant_id: person.tenantId }),
  }
}

/** Whether a release by this person would reach this very switch. */
export function mayRelease(person: Person, target: Target): boolean {
  if (person.principal !== 'human') return false
  if (target.scope === 'global' && !may(person, 'ops')) return false
  return targetFor(person, target).tenant_id === target.tenant_id
}
