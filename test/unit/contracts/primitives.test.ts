import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AccountName, text, Uuid, VendorText } from '#contracts/primitives.ts'

describe('text of people', () => {
  it.each(['a\u0000b', '\ud83d', 'x\udc00'])('%j is refused', value => {
    expect(text(100).safeParse(value).success).toBe(false)
  })
})

describe('text of vendors', () => {
  it('is mended whatever it is: what Postgres refuses is gone, the rest stays', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const mended = VendorText.parse(`${a}\u0000\ud83d${b}`)
        expect(mended.isWellFormed()).toBe(true)
        expect(mended).not.toContain('\u0000')
      }),
    )
    expect(VendorText.parse('plain 😀')).toBe('plain 😀')
  })
})

describe('ids', () => {
  it('have one spelling', () => {
    expect(Uuid.parse('0198A000-0000-7000-8000-00000000000F')).toBe('0198a000-0000-7000-8000-00000000000f')
  })

  it.each(['', '-a', 'a b', 'a/b', 'a\u0000', 'x'.repeat(101)])('%j is no account', name => {
    expect(AccountName.safeParse(name).success).toBe(false)
  })
})
