import { describe, expect, it } from 'vitest'
import { retryAfterMs } from '#workers/adapters/upstream/retry-after.ts'

const NOW = Date.parse('2026-03-01T10:00:00Z')

describe('Retry-After', () => {
  it.each([
    ['5', 5000],
    [' 5 ', 5000],
    ['0', 0],
    ['999999999', 3_600_000],
    ['Sun, 01 Mar 2026 10:00:07 GMT', 7000],
    ['Sun, 01 Mar 2026 09:00:00 GMT', 0],
    ['Mon, 01 Mar 2027 10:00:00 GMT', 3_600_000],
    [null, undefined],
    ['soon', undefined],
    ['', undefined],
  ])('%j is %s ms', (header, ms) => {
    expect(retryAfterMs(header, NOW)).toBe(ms)
  })
})
