import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AccountName, Locale, TimeZone, text, Uuid, VendorText } from '#contracts/primitives.ts'
import { anyText } from '#test/support/any-text.ts'

describe('text of people', () => {
  it.each(['a\u0000b', '\ud83d', 'x\udc00'])('%j is refused', value => {
    expect(text(100).safeParse(value).success).toBe(false)
  })
})

describe('text of vendors', () => {
  it('is mended whatever it is: what Postgres refuses is gone, the rest stays', () => {
    fc.assert(
      fc.property(anyText(), anyText(), (a, b) => {
        const mended = VendorText.parse(`${a}\u0000\ud83d${b}`)
        expect(mended.isWellFormed()).toBe(true)
        expect(mended).not.toContain('\u0000')
      }),
    )
    expect(VendorText.parse('plain 😀')).toBe('plain 😀')
  })
})

describe('a time zone', () => {
  it.each(['Europe/Madrid', 'America/Argentina/Buenos_Aires', 'UTC'])('%s is one', zone => {
    expect(TimeZone.safeParse(zone).success).toBe(true)
  })

  it.each(['', 'Mars/Olympus', 'Europe/Madrid ', '+02:00', '-0330'])(
    '%j, of which no summer time is known, is none',
    zone => {
      expect(TimeZone.safeParse(zone).success).toBe(false)
    },
  )
})

describe('a language', () => {
  it.each(['es', 'es-419', 'zh-Hant-TW'])('%s is one', tag => {
    expect(Locale.safeParse(tag).success).toBe(true)
  })

  it.each(['', 'e', 'es_ES', 'spanish language'])('%j is none', tag => {
    expect(Locale.safeParse(tag).success).toBe(false)
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
