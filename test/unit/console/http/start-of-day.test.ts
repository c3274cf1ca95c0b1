// What a day of a form means to the API.
import { expect, it } from 'vitest'
import { startOfDay } from '#console/http/start-of-day.ts'

it('is its first moment in UTC, and the next day’s where the last day counts as well', () => {
  expect(startOfDay('2026-02-28')).toBe('2026-02-28T00:00:00.000Z')
  expect(startOfDay('2026-02-28', 1)).toBe('2026-03-01T00:00:00.000Z')
})

it.each(['', 'yesterday', '2026-02-31x', '+275760-09-13'])('leaves what has no such moment to the API: %s', day => {
  expect(startOfDay(day, 1)).toBe(day)
})
