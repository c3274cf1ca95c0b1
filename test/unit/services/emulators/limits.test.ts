import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createLimits } from '#services/emulators/limits.ts'

const WIDE = { count: 1000, seconds: 1 }

function at(ms: number): Date {
  return new Date(1_700_000_000_000 + ms)
}

it('in no sliding window are more taken than the limit allows', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ waitMs: fc.nat(700), account: fc.constantFrom('a', 'b') }), { maxLength: 80 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 5 }),
      (asks, appCount, accountCount) => {
        const limits = createLimits({
          app: { count: appCount, seconds: 2 },
          account: { count: accountCount, seconds: 3 },
        })
        const taken: { ms: number; account: string }[] = []
        let ms = 0
        for (const { waitMs, account } of asks) {
          ms += waitMs
          if (limits.take(account, at(ms)).allowed) taken.push({ ms, account })
        }
        for (const { ms: end, account } of taken) {
          const within = (windowMs: number) => taken.filter(other => other.ms <= end && other.ms > end - windowMs)
          expect(within(2000).length).toBeLessThanOrEqual(appCount)
          expect(within(3000).filter(other => other.account === account).length).toBeLessThanOrEqual(accountCount)
        }
      },
    ),
  )
})

it('who comes back at the reset that was told finds room', () => {
  const limits = createLimits({ app: WIDE, account: { count: 2, seconds: 10 } })
  limits.take('a', at(0))
  expect(limits.take('a', at(3000))).toMatchObject({ allowed: true, limit: 2, remaining: 0 })
  const refused = limits.take('a', at(4000))
  expect(refused).toMatchObject({ allowed: false, resetAt: at(10_000) })
  expect(limits.take('a', refused.resetAt).allowed).toBe(true)
})

it('one account at its limit does not slow another', () => {
  const limits = createLimits({ app: WIDE, account: { count: 1, seconds: 10 } })
  limits.take('a', at(0))
  expect(limits.take('a', at(1)).allowed).toBe(false)
  expect(limits.take('b', at(1)).allowed).toBe(true)
})

it('a change counts what was already taken', () => {
  const limits = createLimits({ app: WIDE, account: WIDE })
  for (let n = 0; n < 5; n += 1) limits.take('a', at(n))
  limits.set({ account: { count: 3, seconds: 60 } })
  expect(limits.take('a', at(10)).allowed).toBe(false)
  expect(limits.get()).toEqual({ app: WIDE, account: { count: 3, seconds: 60 } })
})

it('looking counts nothing, and tells what taking would find', () => {
  const limits = createLimits({ app: { count: 10, seconds: 60 }, account: { count: 1, seconds: 60 } })
  const now = new Date('2026-03-01T10:00:00Z')
  expect([limits.peek('a', now), limits.peek('a', now)]).toMatchObject([
    { allowed: true, remaining: 1 },
    { allowed: true, remaining: 1 },
  ])
  limits.take('a', now)
  expect(limits.peek('a', now)).toMatchObject({ allowed: false, limit: 1, remaining: 0 })
  expect(limits.peek('b', now)).toMatchObject({ allowed: true })
})
