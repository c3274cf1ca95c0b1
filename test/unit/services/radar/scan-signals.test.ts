import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ScanReply } from '#contracts/upstream/radar.ts'
import { createTextReader } from '#services/radar/read-text.ts'
import { scanSignals } from '#services/radar/scan-signals.ts'
import { anyText } from '#test/support/any-text.ts'
import { everyday, NOW, signal } from './world.ts'

const SETTINGS = { halfLifeH: 36, windowH: 24, top: 10 }
const BRIEF = { objective: 'Sell a folding kettle', audience: 'hikers', product: 'folding kettle' }
const ANYTHING = { objective: 'what is relevant now' }
const BURST = [
  'Mayors argue over comet',
  'Children sing about comet',
  'Doctors recommend comet',
  'Shops run out of comet',
]
const comet = BURST.map((title, n) => signal(`comet-${n}`, n + 1, title, { source: `Paper ${n % 2}` }))

describe('relevance', () => {
  test('of equally fresh signals the one about the product comes first, the more of it the higher', () => {
    const titles = ['Choir looks for voices', 'Hikers meet', 'A kettle for hikers', 'A folding kettle for hikers']
    const given = titles.map((title, n) => signal(`s${n}`, 5, title))
    const { signals } = scanSignals(given, BRIEF, NOW, SETTINGS)
    expect(signals.map(({ title }) => title)).toEqual(titles.toReversed())
  })

  test('a match of last week stands before a stranger of this morning', () => {
    const given = [
      signal('fresh', 12, 'Choir looks for voices'),
      signal('match', 120, 'Folding kettle wins hikers over'),
    ]
    expect(scanSignals(given, BRIEF, NOW, SETTINGS).signals[0]?.id).toBe('match')
  })

  test('the locale of the brief decides how its words are stemmed', () => {
    const given = [
      signal('a', 5, 'Die Kocher sind auf dem Markt und leicht'),
      signal('b', 5, 'Das Wetter wird am Montag und Dienstag schön'),
    ]
    const { signals } = scanSignals(given, { objective: 'Kochers bewerben', locale: 'de-AT' }, NOW, SETTINGS)
    expect(signals[0]?.id).toBe('a')
  })
})

describe('a tenant alone, without a brief of its own', () => {
  test('gets what is talked about first, then what is fresh', () => {
    const { signals, trends } = scanSignals([...everyday(14, 5), ...comet], ANYTHING, NOW, SETTINGS)
    expect(trends.map(({ term }) => term)).toEqual(['comet'])
    expect(signals.slice(0, 4).map(({ id }) => id)).toEqual(['comet-0', 'comet-1', 'comet-2', 'comet-3'])
    expect(signals).toHaveLength(10)
  })

  test('and nothing, when there is nothing', () => {
    expect(scanSignals([], ANYTHING, NOW, SETTINGS)).toEqual({ signals: [], trends: [] })
  })
})

test('every signal that a trend cites is among the signals, also below the top', () => {
  const { signals, trends } = scanSignals([...everyday(14, 5), ...comet], BRIEF, NOW, { ...SETTINGS, top: 1 })
  const ids = new Set(signals.map(({ id }) => id))
  expect(trends.flatMap(({ signal_ids }) => signal_ids).filter(id => !ids.has(id))).toEqual([])
  expect(trends).toHaveLength(1)
})

const text = fc.oneof(
  fc
    .array(
      fc.constantFrom('folding', 'kettle', 'hikers', 'love', 'not', 'bad', 'der', 'Kaffee', 'не', '咖啡', '.', '😀'),
      { maxLength: 12 },
    )
    .map(words => words.join(' ')),
  anyText({ maxLength: 40 }).map(given => given.toWellFormed()),
)
const anySignals = fc
  .array(fc.tuple(text, text, fc.integer({ min: -50, max: 900 })), { maxLength: 40 })
  .map(given =>
    given.map(([title, summary, hours], n) => signal(`s${n}`, hours, title, { summary, source: `Paper ${n % 3}` })),
  )

test('whatever the signals, the answer keeps the contract and its bounds, and is the same in any order and from memory', () => {
  const remembered = createTextReader(20)
  fc.assert(
    fc.property(anySignals, fc.constantFrom(BRIEF, ANYTHING), (given, brief) => {
      const reply = scanSignals(given, brief, NOW, SETTINGS)
      expect(ScanReply.safeParse(reply).error).toBeUndefined()
      expect(reply.signals.map(({ score }) => score)).toEqual(
        reply.signals.map(({ score }) => score).toSorted((a, b) => b - a),
      )
      expect(scanSignals(given.toReversed(), brief, NOW, SETTINGS, remembered)).toEqual(reply)
    }),
    { numRuns: 60 },
  )
})

test('of two signals alike in all but age, the younger never scores lower', () => {
  const age = fc.double({ min: 0, max: 900, noNaN: true })
  fc.assert(
    fc.property(anySignals, text, age, age, fc.constantFrom(BRIEF, ANYTHING), (others, title, a, b, brief) => {
      const [younger, older] = a < b ? [a, b] : [b, a]
      const scoreAt = (hours: number) => {
        // Trends are about many signals, and who is in the window: without a past there are none, and age stands alone.
        const given = [...others.slice(0, 8), signal('probe', hours, title)]
        return scanSignals(given, brief, NOW, SETTINGS).signals.find(({ id }) => id === 'probe')?.score ?? 0
      }
      expect(scoreAt(younger)).toBeGreaterThanOrEqual(scoreAt(older))
    }),
    { numRuns: 60 },
  )
})
