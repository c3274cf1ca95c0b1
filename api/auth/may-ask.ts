// Whether this caller may ask for anything at all of a subject: ops sees other tenants, and moves nothing of theirs.
import type { Caller, Scope } from './caller.ts'

/** @param scope that the routes demand which change it */
export function mayAsk(caller: Caller, tenantId: string, scope: Scope): boolean {
  return caller.tenantId === tenantId && caller.scopes.has(scope)
}
