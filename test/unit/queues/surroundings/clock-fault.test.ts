import { describe, expect, it } from 'vitest'
import { clockFault } from '#queues/surroundings/clock-fault.ts'

/** A clock that stands at `start` and is `trip` milliseconds further when asked again. */
const clock = (start: number, trip = 0) => {
  let asked = 0
  return () => start + trip * asked++
}

describe('a clock', () => {
  it.each([
    [7300, 'the clock of this machine is 7.3 s behind that of Postgres'],
    [-7300, 'the clock of this machine is 7.3 s ahead of that of Postgres'],
  ])('that is off by %d ms is a fault', async (off, said) => {
    expect(await clockFault('Postgres', async () => 1_000_000 + off, clock(1_000_000))).toContain(said)
  })

  it.each([4999, -4999, 0])('that is off by %d ms is none', async off => {
    expect(await clockFault('Postgres', async () => 1_000_000 + off, clock(1_000_000))).toBeUndefined()
  })

  it('is not blamed for an answer that took long', async () => {
    expect(await clockFault('Postgres', async () => 1_000_000 + 6000, clock(1_000_000, 12_000))).toBeUndefined()
  })
})
