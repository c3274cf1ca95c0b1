import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareRates } from '#services/optimizer/findings/compare-rates.ts'

const rates = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 })

describe('compareRates', () => {
  it('has a confidence between 0 and 0.95 that does not depend on who is asked first', () => {
    fc.assert(
      fc.property(rates, rates, (one, other) => {
        const [there, back] = [compareRates(one, other), compareRates(other, one)]
        expect(there.confidence).toBeGreaterThanOrEqual(0)
        expect(there.confidence).toBeLessThanOrEqual(0.95)
        expect(there.confidence).toBeCloseTo(back.confidence, 9)
        expect(there.difference).toBeCloseTo(-back.difference, 9)
      }),
    )
  })

  it('is not enough, and not sure at all, with fewer than three on a side', () => {
    expect(compareRates([0.9, 0.9], Array(50).fill(0.1))).toMatchObject({ isEnough: false, confidence: 0 })
  })

  it('agrees with the textbook: means 2 and 4, variance 1, three each, give z = 2.45 and a margin of 1.6', () => {
    const { difference, margin, confidence } = compareRates([3, 4, 5], [1, 2, 3])
    expect(difference).toBeCloseTo(2)
    expect(margin).toBeCloseTo(1.96 * Math.sqrt(2 / 3), 6)
    expect(confidence).toBeCloseTo((2 * 0.99285 - 1) * (3 / 7), 3)
  })

  it('grows surer with more of the same', () => {
    const some = [0.02, 0.03, 0.04]
    const more = [...some, ...some, ...some]
    expect(
      compareRates(
        more.map(rate => rate + 0.01),
        more,
      ).confidence,
    ).toBeGreaterThan(
      compareRates(
        some.map(rate => rate + 0.01),
        some,
      ).confidence,
    )
  })
})
