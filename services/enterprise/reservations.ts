// Holds planned spend against the month's budget: reserve, settle, release; never more than the budget, whoever asks at once.
import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { ReleaseReply, ReservationReply, ReservationRequest, SettleReply } from '#contracts/upstream/enterprise.ts'
import { ServiceProblem } from '#services/kernel/service-problem.ts'
import { inTransaction } from '../kernel/in-transaction.ts'
import { type BusinessState, rateTo } from './business-state.ts'
import { objectionToReservation } from './policy-verdict.ts'

/** All in the business's own currency. */
export interface Standing {
  month: string
  reserved_minor: number
  spent_minor: number
  available_minor: number
}

export interface Reservations {
  reserve(request: ReservationRequest, state: BusinessState, now: Date): ReservationReply
  settle(id: string, tenantId: string, spentMinor: number, state: BusinessState, now: Date): SettleReply
  release(id: string, tenantId: string, now: Date): ReleaseReply
  standing(tenantId: string, state: BusinessState, now: Date): Standing
}

/** `ttlMs`: a reservation that nobody settles or releases for so long is abandoned, and its money free again. */
export function createReservations(db: DatabaseSync, ttlMs: number): Reservations {
  const expire = db.prepare(
    `UPDATE reservations SET status = 'EXPIRED', ended_at_ms = :now
     WHERE tenant_id = :tenant AND status = 'RESERVED' AND created_at_ms <= :before`,
  )
  const sums = db.prepare(
    `SELECT coalesce(sum(held_minor) FILTER (WHERE status = 'RESERVED'), 0) AS reserved,
       coalesce(sum(spent_held_minor), 0) AS spent
     FROM reservations WHERE tenant_id = ? AND month = ?`,
  )
  const byExecution = db.prepare(
    'SELECT id, amount_minor, currency, status FROM reservations WHERE tenant_id = ? AND execution_id = ?',
  )
  const byId = db.prepare('SELECT status, currency, spent_minor FROM reservations WHERE tenant_id = ? AND id = ?')
  const insert = db.prepare(
    `INSERT INTO reservations (id, tenant_id, execution_id, campaign_id, amount_minor, currency, held_minor, status, month, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'RESERVED', ?, ?)`,
  )
  const forget = db.prepare('DELETE FROM reservations WHERE id = ?')
  const end = db.prepare(
    'UPDATE reservations SET status = ?, spent_minor = ?, spent_held_minor = ?, ended_at_ms = ? WHERE tenant_id = ? AND id = ?',
  )

  const standing = (tenantId: string, state: BusinessState, now: Date): Standing => {
    expire.run({ now: now.getTime(), tenant: tenantId, before: now.getTime() - ttlMs })
    const month = now.toISOString().slice(0, 7)
    const row = sums.get(tenantId, month)
    const reserved_minor = Number(row?.reserved ?? 0)
    const spent_minor = Number(row?.spent ?? 0)
    return { month, reserved_minor, spent_minor, available_minor: state.budget_minor - reserved_minor - spent_minor }
  }
  const statusOf = (id: string, tenantId: string) => {
    const row = byId.get(tenantId, id)
    if (row === undefined) throw new ServiceProblem(404, 'NOT_FOUND', 'there is no such reservation')
    return row
  }

  return {
    reserve: (request, state, now) =>
      inTransaction(db, () => {
        const { available_minor, month } = standing(request.tenant_id, state, now)
        const refused = (reason: string): ReservationReply => ({
          status: 'REFUSED',
          reason,
          available_minor: Math.max(0, available_minor),
          currency: state.currency,
        })
        const earlier = byExecution.get(request.tenant_id, request.execution_id)
        if (earlier?.status === 'RELEASED') return refused('the reservation of this execution was released')
        if (earlier !== undefined && earlier.status !== 'EXPIRED') {
          return {
            status: 'RESERVED',
            reservation_id: String(earlier.id),
            amount_minor: Number(earlier.amount_minor),
            currency: String(earlier.currency),
          }
        }
        const rate = rateTo(state, request.currency)
        if (rate === undefined) return refused(`no planning rate from ${request.currency} to ${state.currency}`)
        const heldMinor = Math.ceil(request.amount_minor * rate)
        const objection = objectionToReservation(state, heldMinor)
        if (objection !== undefined) return refused(objection)
        if (heldMinor > available_minor) {
          return refused(
            `${heldMinor} is more than the ${Math.max(0, available_minor)} that is left of the budget for ${month}`,
          )
        }
        // An abandoned one is begun anew, under its own id, if the money is still there.
        if (earlier !== undefined) forget.run(String(earlier.id))
        const id = earlier === undefined ? randomUUID() : String(earlier.id)
        const { tenant_id, execution_id, campaign_id, amount_minor, currency } = request
        insert.run(id, tenant_id, execution_id, campaign_id, amount_minor, currency, heldMinor, month, now.getTime())
        return { status: 'RESERVED', reservation_id: id, amount_minor, currency }
      }),

    // Spend is a fact: it counts in full, also above what was reserved, and also when the reservation had ended without it.
    settle: (id, tenantId, spentMinor, state, now) =>
      inTransaction(db, () => {
        const { status, currency, spent_minor } = statusOf(id, tenantId)
        if (status === 'SETTLED' && Number(spent_minor) !== spentMinor) {
          throw new ServiceProblem(409, 'INVALID_STATE', `this reservation was settled with ${spent_minor}`)
        }
        const spentHeld = Math.ceil(spentMinor * (rateTo(state, String(currency)) ?? 1))
        if (status !== 'SETTLED') end.run('SETTLED', spentMinor, spentHeld, now.getTime(), tenantId, id)
        return { reservation_id: id, status: 'SETTLED', spent_minor: spentMinor }
      }),

    release: (id, tenantId, now) =>
      inTransaction(db, () => {
        const { status } = statusOf(id, tenantId)
        if (status === 'SETTLED') throw new ServiceProblem(409, 'INVALID_STATE', 'this reservation was settled')
        if (status !== 'RELEASED') end.run('RELEASED', null, null, now.getTime(), tenantId, id)
        return { reservation_id: id, status: 'RELEASED' }
      }),

    standing,
  }
}
