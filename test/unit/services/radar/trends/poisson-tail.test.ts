import fc from 'fast-check'
import { expect, test } from 'vitest'
import { poissonTail } from '#services/radar/trends/poisson-tail.ts'

test.each([
  [0, 2, 1],
  [1, 1, 1 - Math.exp(-1)],
  [3, 1, 1 - 2.5 * Math.exp(-1)],
  [2, 0, 0],
])('at least %i where %d are expected', (count, expected, chance) =>
  expect(poissonTail(count, expected)).toBeCloseTo(chance, 12),
)

test('small chances are not lost in rounding', () => {
  expect(poissonTail(20, 0.1) / (1e-20 * Math.exp(-0.1) * (1 / 2432902008176640000))).toBeCloseTo(1, 1)
})

test('it is a chance, and falls as the count grows', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 }), fc.double({ min: 0, max: 500, noNaN: true }), (count, expected) => {
      const chance = poissonTail(count, expected)
      expect(chance).toBeGreaterThanOrEqual(0)
      expect(chance).toBeLessThanOrEqual(1)
      expect(poissonTail(count + 1, expected)).toBeLessThanOrEqual(chance + 1e-9)
    }),
  )
})
