import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCursor, encodeCursor } from '#api/lists/cursor.ts'

describe('cursors', () => {
  it('give back the position that they were made of', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string(), (position, list) => {
        expect(decodeCursor(encodeCursor(position, list), list)).toBe(position)
      }),
    )
  })

  it('are refused when a character of them was changed', () => {
    const cursor = encodeCursor('01a1fb02-b452-75ba-b28b-581ea3efbedf', 'list')
    fc.assert(
      fc.property(fc.nat({ max: cursor.length - 1 }), fc.constantFrom(...'ABCDEFabcdef0123456789_-'), (at, letter) => {
        fc.pre(cursor[at] !== letter)
        const changed = cursor.slice(0, at) + letter + cursor.slice(at + 1)
        expect(() => decodeCursor(changed, 'list')).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED' }))
      }),
    )
  })

  it('are good for no other list and no other filter', () => {
    expect(() => decodeCursor(encodeCursor('x', 'a'), 'b')).toThrow('does not belong')
  })
})
