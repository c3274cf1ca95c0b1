import { expect, it } from 'vitest'
import { metaBudget, minorUnits } from '#workers/adapters/meta/ads/ad-money.ts'

it.each([
  ['EUR', 5000, 5000],
  ['USD', 1, 1],
  ['JPY', 5000, 5000],
  ['HUF', 500_000, 5000], // two digits in ISO 4217, whole units at Meta
  ['TWD', 12_300, 123],
  ['KWD', 5000, 500], // three digits in ISO 4217, hundredths at Meta
  ['UGX', 50, 5000], // none in ISO 4217, hundredths at Meta
])('a budget in %s goes from minor units to those of Meta', (currency, minor, budget) => {
  expect(metaBudget(minor, currency)).toBe(budget)
})

it.each([
  ['HUF', 50],
  ['KWD', 5001],
])('a budget in %s that Meta’s units can’t tell exactly is not rounded', (currency, minor) => {
  expect(metaBudget(minor, currency)).toBeUndefined()
})

it.each([
  ['1.1', 'EUR', 110],
  ['0.07', 'EUR', 7],
  ['1234567.89', 'EUR', 123_456_789],
  ['250', 'JPY', 250],
  ['much', 'EUR', undefined],
  ['-1', 'EUR', undefined],
])('%s %s are %s minor units', (amount, currency, minor) => {
  expect(minorUnits(amount, currency)).toBe(minor)
})
