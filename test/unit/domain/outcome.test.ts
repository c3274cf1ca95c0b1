import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffMs } from '#domain/outcome.ts'

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const attempt = fc.integer({ min: 1, max: 2000 })

describe('backoff', () => {
  it('lies between 0 and min(60 s, 1 s × 2ⁿ)', () => {
    fc.assert(
      fc.property(attempt, random, (n, r) => {
        const ms = backoffMs(n, r)
        expect(ms).toBeGreaterThanOrEqual(0)
        expect(ms).toBeLessThanOrEqual(Math.min(60_000, 1000 * 2 ** n))
      }),
    )
  })

  it('is never before the upstream’s own wish', () => {
    fc.assert(
      fc.property(attempt, random, fc.integer({ min: 0, max: 3_600_000 }), (n, r, retryAfterMs) => {
        expect(backoffMs(n, r, { retryAfterMs })).toBeGreaterThanOrEqual(retryAfterMs)
      }),
    )
  })

  it('has full jitter: nothing is left at 0, all of it just below 1', () => {
    expect([1, 2, 3, 10].map(n => backoffMs(n, 0))).toEqual([0, 0, 0, 0])
    expect([1, 2, 3, 10].map(n => backoffMs(n, 0.999999))).toEqual([2000, 4000, 8000, 60_000])
  })
})
