// Gives what enterprise had reserved back to the budget.
import { ReleaseReply, type ReleaseRequest } from '#contracts/upstream/enterprise.ts'
import type { Upstream } from '../adapters/upstream/create-upstream.ts'
import type { Reservation } from '../stages/publish.ts'

/** @returns releases one reservation; again is harmless. @throws UpstreamError, BreakerOpen */
export function createReleaseSpend(enterprise: Upstream) {
  return async (reservation: Reservation, tenantId: string, trace: string | undefined): Promise<void> => {
    const { reservation_id: id } = reservation
    const body: ReleaseRequest = { tenant_id: tenantId }
    const path = `/reservations/${encodeURIComponent(id)}/release`
    await enterprise.call({
      path,
      body,
      reply: ReleaseReply,
      idempotencyKey: `${id}:release`,
      trace,
      signal: new AbortController().signal,
    })
  }
}
