import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFeedDate } from '#services/scout/feed/parse-feed-date.ts'
import { publishedAt } from '#services/scout/feed/published-at.ts'
import { anyText } from '#test/support/any-text.ts'

const read = (text: string) => {
  const ms = parseFeedDate(text)
  return ms === undefined ? undefined : new Date(ms).toISOString().replace('.000', '')
}

describe('dates as feeds write them are read', () => {
  test.each([
    ['Wed, 01 May 2024 10:00:00 GMT', '2024-05-01T10:00:00Z'],
    ['Wed, 1 May 24 10:00 EST', '2024-05-01T15:00:00Z'],
    ['Wednesday, 01-May-24 10:00:00 GMT', '2024-05-01T10:00:00Z'],
    ['Mon, 01 May 2024 10:00:00 -0700 (PDT)', '2024-05-01T17:00:00Z'],
    ['Sat, 7 Sept 2024 10:00:00 +0000', '2024-09-07T10:00:00Z'],
    ['Thu, 2 Jan 2025 8:05:06 PM +0100', '2025-01-02T19:05:06Z'],
    ['Thu, 2 Jan 1997 12:30 am', '1997-01-02T00:30:00Z'],
    ['2024-05-01T10:00:00Z', '2024-05-01T10:00:00Z'],
    ['2024-05-01t10:00:00z', '2024-05-01T10:00:00Z'],
    ['2024-05-01T10:00:00.123456+02:00', '2024-05-01T08:00:00.123Z'],
    ['2024-05-01 10:00:00 +0530', '2024-05-01T04:30:00Z'],
    ['2024-05-01T24:00:00Z', '2024-05-02T00:00:00Z'],
    ['2024-12-31T23:59:60Z', '2024-12-31T23:59:59Z'],
    ['2024-05-01', '2024-05-01T00:00:00Z'],
    ['20240501T100000Z', '2024-05-01T10:00:00Z'],
    ['1714557600', '2024-05-01T10:00:00Z'],
    ['1714557600123', '2024-05-01T10:00:00.123Z'],
    ['Wed May  1 10:00:00 2024', '2024-05-01T10:00:00Z'],
    ['Wed May 01 10:00:00 UTC 2024', '2024-05-01T10:00:00Z'],
    ['Wed May 01 2024 10:00:00 GMT+0200 (Central European Summer Time)', '2024-05-01T08:00:00Z'],
    ['May 1, 2024 10:00 a.m. PST', '2024-05-01T18:00:00Z'],
    ['Mi, 01 Mai 2024 10:00:00 MESZ', '2024-05-01T08:00:00Z'],
    ['mar., 05 nov. 2024 10:00:00 +0100', '2024-11-05T09:00:00Z'],
    ['1 de diciembre de 2024', '2024-12-01T00:00:00Z'],
    ['1 мая 2024 г., 10:00', '2024-05-01T10:00:00Z'],
    ['05/13/2024 3:04 PM', '2024-05-13T15:04:00Z'],
    ['13/05/2024', '2024-05-13T00:00:00Z'],
    ['01.05.2024 10:00', '2024-05-01T10:00:00Z'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected))
})

test.each([
  [''],
  ['yesterday'],
  ['30 Feb 2024'],
  ['2024-02-30'],
  ['32/13/2024'],
  ['0000-00-00 00:00:00'],
  ['2024-05-01T25:00:00Z'],
  ['x'.repeat(5000)],
])('%s is no date', text => expect(read(text)).toBeUndefined())

test('every instant comes back from the forms that programs write', () => {
  const instants = fc.date({ min: new Date('1971-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(instants, date => {
      const seconds = Math.floor(date.getTime() / 1000) * 1000
      expect(parseFeedDate(date.toISOString())).toBe(date.getTime())
      expect(parseFeedDate(new Date(seconds).toUTCString())).toBe(seconds)
      expect(parseFeedDate(new Date(seconds).toString())).toBe(seconds)
    }),
  )
})

test('any text is read or refused, never thrown over', () => {
  fc.assert(
    fc.property(anyText({ maxLength: 60 }), text => {
      const ms = parseFeedDate(text)
      expect(ms === undefined || Number.isFinite(ms)).toBe(true)
    }),
  )
})

describe('the rule "own date, else first seen"', () => {
  const now = Date.UTC(2026, 0, 10)
  const hour = 3_600_000
  test.each([
    ['its own date counts', [now - hour], undefined, { publishedAtMs: now - hour, dated: true }],
    [
      'the first usable of several counts',
      [now + 9 * hour, now - 2 * hour],
      undefined,
      { publishedAtMs: now - 2 * hour, dated: true },
    ],
    ['a clock a few minutes ahead is now', [now + 300_000], undefined, { publishedAtMs: now, dated: true }],
    ['no date: now, when it is new', [], undefined, { publishedAtMs: now, dated: false }],
    ['no date: when it was first seen', [], now - 5 * hour, { publishedAtMs: now - 5 * hour, dated: false }],
    ['a future date: when it was first seen', [now + hour], now - hour, { publishedAtMs: now - hour, dated: false }],
    ['a date before the web: when it was first seen', [0], now - hour, { publishedAtMs: now - hour, dated: false }],
  ])('%s', (_, own, seen, expected) => expect(publishedAt(own, seen, now)).toEqual(expected))
})
