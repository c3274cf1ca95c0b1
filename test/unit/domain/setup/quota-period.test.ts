import { expect, it } from 'vitest'
import { quotaPeriod, quotaResetsAt } from '#domain/setup/quota-period.ts'

it.each([
  ['2026-11-21T08:00:00.000Z', '2026-11', '2026-12-01T00:00:00.000Z'],
  ['2026-12-31T23:59:59.999Z', '2026-12', '2027-01-01T00:00:00.000Z'],
  ['2028-02-29T12:00:00.000Z', '2028-02', '2028-03-01T00:00:00.000Z'],
])('%s counts for %s, which ends at %s', (now, period, end) => {
  expect(quotaPeriod(new Date(now))).toBe(period)
  expect(quotaResetsAt(new Date(now)).toISOString()).toBe(end)
})
