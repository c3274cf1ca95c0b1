// Who calls, as the token says, and what that lets them do.
import type { Actor } from '#domain/actor.ts'
import { MandateError } from '#domain/errors.ts'
import type { Reader } from '#domain/ports/page.ts'

export const SCOPES = [
  'campaigns:read',
  'campaigns:write',
  'actions:read',
  'actions:propose',
  'actions:approve',
  'actuator:execute',
  'sessions:read',
  'sessions:write',
  'sessions:restricted',
  'tenant:admin',
  'ops',
] as const
export type Scope = (typeof SCOPES)[number]

export interface Caller {
  actor: Actor
  tenantId: string
  scopes: ReadonlySet<string>
  /** One tenant, or with scope ops all. */
  reader: Reader
}

/**
 * @param reads whether the route only looks: then scope ops does as well
 * @throws MandateError INSUFFICIENT_SCOPE naming the scope
 */
export function demandScope(caller: Caller, scopes: readonly Scope[], reads: boolean): void {
  if (scopes.some(scope => caller.scopes.has(scope)) || (reads && caller.scopes.has('ops'))) return
  throw new MandateError('INSUFFICIENT_SCOPE', `the token lacks the scope ${scopes.join(' or ')}`, {
    members: { scope: scopes.join(' ') },
  })
}

/** @throws MandateError HUMAN_REQUIRED */
export function demandHuman(caller: Caller): void {
  if (caller.actor.principal !== 'human') throw new MandateError('HUMAN_REQUIRED', 'only a person may do this')
}
