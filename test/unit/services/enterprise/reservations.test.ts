import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { SEEDED_STATE } from '#services/enterprise/business-state.ts'
import { openDatabase } from '#services/enterprise/open-database.ts'
import { createReservations } from '#services/enterprise/reservations.ts'

const TENANT = randomUUID()
const NOW = new Date('2026-03-10T12:00:00Z')
const STATE = { ...SEEDED_STATE, budget_minor: 1000 }
const HOUR_MS = 3_600_000

function ledger(ttlMs = HOUR_MS) {
  const db = openDatabase(undefined)
  onTestFinished(() => db.close())
  const reservations = createReservations(db, ttlMs)
  const request = (amount_minor: number, execution_id: string = randomUUID(), currency = 'EUR') => ({
    tenant_id: TENANT,
    campaign_id: randomUUID(),
    execution_id,
    amount_minor,
    currency,
  })
  return {
    ...reservations,
    reserved(amountMinor: number, executionId?: string, now = NOW) {
      const reply = reservations.reserve(request(amountMinor, executionId), STATE, now)
      if (reply.status === 'REFUSED') throw new Error(reply.reason)
      return reply.reservation_id
    },
    ask: (amountMinor: number, executionId?: string, currency?: string, now = NOW) =>
      reservations.reserve(request(amountMinor, executionId, currency), STATE, now),
    available: (now = NOW) => reservations.standing(TENANT, STATE, now).available_minor,
  }
}

describe('reservations', () => {
  it('never hold and spend more than the budget, in whatever order they come, end and expire', () => {
    const step = fc.record({
      kind: fc.constantFrom('reserve', 'settle', 'release', 'again'),
      amount: fc.nat(600),
      which: fc.nat(20),
      waitMs: fc.nat(HOUR_MS / 2),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), steps => {
        const db = openDatabase(undefined)
        const reservations = createReservations(db, HOUR_MS)
        const known: { id: string; execution: string; amount: number; at: Date }[] = []
        let now = NOW
        for (const { kind, amount, which, waitMs } of steps) {
          now = new Date(now.getTime() + waitMs)
          const one = known[which % Math.max(1, known.length)]
          const execution = kind === 'again' && one !== undefined ? one.execution : randomUUID()
          if (kind === 'reserve' || kind === 'again') {
            const asked = {
              tenant_id: TENANT,
              campaign_id: randomUUID(),
              execution_id: execution,
              amount_minor: amount,
              currency: 'EUR',
            }
            const reply = reservations.reserve(asked, STATE, now)
            if (reply.status === 'RESERVED' && kind === 'reserve')
              known.push({ id: reply.reservation_id, execution, amount, at: now })
          } else if (one !== undefined) {
            known.splice(known.indexOf(one), 1)
            // What an abandoned one spent is not the ledger's to refuse; here only what is held is spent.
            const held = now.getTime() - one.at.getTime() < HOUR_MS
            if (kind === 'settle' && held) reservations.settle(one.id, TENANT, amount % (one.amount + 1), STATE, now)
            else reservations.release(one.id, TENANT, now)
          }
          const standing = reservations.standing(TENANT, STATE, now)
          expect(standing.reserved_minor + standing.spent_minor).toBeLessThanOrEqual(STATE.budget_minor)
          expect(standing.available_minor).toBeGreaterThanOrEqual(0)
        }
        db.close()
      }),
    )
  })

  it('are the same one for the same execution, however often it asks', () => {
    const { reserved, available } = ledger()
    const execution = randomUUID()
    expect(new Set([1, 2, 3].map(() => reserved(600, execution))).size).toBe(1)
    expect(available()).toBe(400)
  })

  it('are refused, with what is left, when there is too little; nothing is held then', () => {
    const { reserved, ask, available } = ledger()
    reserved(600)
    expect(ask(401)).toMatchObject({ status: 'REFUSED', available_minor: 400, currency: 'EUR' })
    expect(available()).toBe(400)
    expect(ask(400).status).toBe('RESERVED')
  })

  it('settled give the rest back, and settling again with the same sum changes nothing', () => {
    const { reserved, settle, available } = ledger()
    const id = reserved(600)
    const settled = { reservation_id: id, status: 'SETTLED', spent_minor: 150 }
    expect(settle(id, TENANT, 150, STATE, NOW)).toEqual(settled)
    expect(settle(id, TENANT, 150, STATE, NOW)).toEqual(settled)
    expect(available()).toBe(850)
    expect(() => settle(id, TENANT, 151, STATE, NOW)).toThrow('settled with 150')
  })

  it('released give all back, once; the execution does not get it again', () => {
    const { reserved, release, ask, settle, available } = ledger()
    const execution = randomUUID()
    const id = reserved(600, execution)
    expect(release(id, TENANT, NOW)).toEqual({ reservation_id: id, status: 'RELEASED' })
    expect(release(id, TENANT, NOW).status).toBe('RELEASED')
    expect(available()).toBe(1000)
    expect(ask(600, execution)).toMatchObject({ status: 'REFUSED' })
    const other = reserved(10)
    settle(other, TENANT, 10, STATE, NOW)
    expect(() => release(other, TENANT, NOW)).toThrow('was settled')
  })

  it('abandoned ones give way after their time; what was really spent counts all the same', () => {
    const { reserved, settle, available } = ledger()
    const execution = randomUUID()
    const id = reserved(1000, execution)
    const later = new Date(NOW.getTime() + HOUR_MS)
    expect(available(new Date(later.getTime() - 1))).toBe(0)
    expect(available(later)).toBe(1000)
    expect(reserved(700, execution, later)).toBe(id)
    settle(id, TENANT, 700, STATE, later)
    expect(available(later)).toBe(300)
  })

  it('belong to their month: the next one begins with the whole budget', () => {
    const { reserved, available } = ledger(90 * 24 * HOUR_MS)
    reserved(1000)
    expect(available(new Date('2026-03-31T23:59:59Z'))).toBe(0)
    expect(available(new Date('2026-04-01T00:00:00Z'))).toBe(1000)
  })

  it('in another currency are held at the planning rate, rounded up; without a rate they are refused', () => {
    const { ask, available } = ledger()
    expect(ask(111, undefined, 'USD')).toMatchObject({ status: 'RESERVED', amount_minor: 111, currency: 'USD' })
    expect(available()).toBe(900)
    expect(ask(1, undefined, 'XXX')).toMatchObject({ status: 'REFUSED' })
  })

  it('of another tenant are neither found nor counted', () => {
    const { reserved, settle, release, standing } = ledger()
    const id = reserved(600)
    const other = randomUUID()
    expect(() => settle(id, other, 1, STATE, NOW)).toThrow('no such reservation')
    expect(() => release(id, other, NOW)).toThrow('no such reservation')
    expect(standing(other, STATE, NOW).available_minor).toBe(1000)
  })
})
