// Money that is divided is all there afterwards.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitBudget } from '#services/analyst/strategies/split-budget.ts'

describe('splitBudget', () => {
  it('adds up to exactly the whole, and no part is a unit or more away from its share', () => {
    const weights = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), weights, (total, given) => {
        const parts = splitBudget(total, given)
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total)
        const sum = given.reduce((all, weight) => all + weight, 0)
        parts.forEach((part, index) => {
          const share = sum > 0 ? ((given[index] ?? 0) / sum) * total : total / given.length
          expect(Math.abs(part - share)).toBeLessThan(1.01)
          expect(part).toBeGreaterThanOrEqual(0)
        })
      }),
    )
  })

  it('gives the odd unit to the largest remainder', () => {
    expect(splitBudget(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(splitBudget(10, [0.55, 0.45])).toEqual([6, 4])
  })
})
