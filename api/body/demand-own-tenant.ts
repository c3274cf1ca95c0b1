// A body may name its tenant; another's is refused whatever else it says.
import { MandateError } from '#domain/errors.ts'
import type { Caller } from '../auth/caller.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** @param raw a body or the fields of a form. @throws MandateError TENANT_MISMATCH */
export function demandOwnTenant(caller: Pick<Caller, 'tenantId'>, raw: unknown): void {
  if (raw === null || typeof raw !== 'object' || !('tenant_id' in raw) || typeof raw.tenant_id !== 'string') return
  const tenantId = raw.tenant_id.toLowerCase()
  if (UUID.test(tenantId) && tenantId !== caller.tenantId)
    throw new MandateError('TENANT_MISMATCH', 'the body names another tenant than the token')
}
