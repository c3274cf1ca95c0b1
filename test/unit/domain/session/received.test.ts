import { describe, expect, it } from 'vitest'
import { missingIn, type Range, receivedOf } from '#domain/session/received.ts'

describe('what is missing', () => {
  it.each<[Range[], number | undefined, Range[]]>([
    [[], undefined, []],
    [[], 3, [[1, 3]]],
    [[[1, 3]], 3, []],
    [[[1, 3]], undefined, []],
    [[[2, 3]], undefined, [[1, 1]]],
    [
      [
        [1, 2],
        [5, 5],
      ],
      7,
      [
        [3, 4],
        [6, 7],
      ],
    ],
    [[[1, 9]], 3, []],
  ])('of %j up to %s is %j', (received, upTo, missing) => {
    expect(missingIn(received, upTo)).toEqual(missing)
  })

  it('first is what is expected next', () => {
    expect(receivedOf([[2, 4]]).nextExpected).toBe(1)
    expect(receivedOf([[1, 4]]).nextExpected).toBe(5)
  })
})
