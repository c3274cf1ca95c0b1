import { describe, expect, test } from 'vitest'
import type { RawSignal } from '#contracts/upstream/scout.ts'
import { findTrends } from '#services/radar/trends/find-trends.ts'
import { everyday, NOW, read, signal } from '../world.ts'

const DISTINCT = [
  'Mayors argue over',
  'Children sing about',
  'Doctors recommend',
  'Shops run out of',
  'Painters discover',
  'Sailors dream of',
  'Bees ignore',
  'Judges ban',
]
/** So many different stories of the last hours that mention it, from different papers. */
const burst = (phrase: string, count: number, hoursAgo = 1) =>
  DISTINCT.slice(0, count).map((opening, n) =>
    signal(`burst-${phrase}-${hoursAgo}-${n}`, hoursAgo + n, `${opening} ${phrase}`, { source: `Paper ${n % 3}` }),
  )
const termsOf = (signals: readonly RawSignal[]) => findTrends(read(signals), NOW, 24).map(({ term }) => term)

describe('a burst is found', () => {
  test.each([
    ['a pair of words', 'kettle dancing', 5],
    ['one word', 'comet', 5],
    ['the fewest that count', 'comet', 3],
    ['in Russian', 'комета', 4],
    ['in Japanese', '彗星', 4],
  ])('%s', (_, phrase, count) => {
    const [first] = findTrends(read([...everyday(14, 5), ...burst(phrase, count)]), NOW, 24)
    expect(first).toMatchObject({ term: phrase, mentions: count, window_h: 24, change: count })
    expect(first?.signal_ids).toHaveLength(count)
  })

  test('endings do not part mentions', () => {
    const titles = [
      'Comets seen above town',
      'A comet scares geese',
      'Comet watchers meet tonight',
      'Schools close for comets',
    ]
    const signals = titles.map((title, n) => signal(`c${n}`, n, title, { source: `Paper ${n % 2}` }))
    expect(termsOf([...everyday(14, 5), ...signals])).toEqual(['comet'])
  })

  test('a word that was there before, much more than before: by how much is said', () => {
    const before = [signal('old-1', 30, 'Comet club meets'), signal('old-2', 34, 'Library shows comet film')]
    const trends = findTrends(read([...everyday(14, 5), ...before, ...burst('comet', 6)]), NOW, 24)
    expect(trends[0]).toMatchObject({ term: 'comet', mentions: 6, change: 3 })
  })
})

describe('what is no burst is not found', () => {
  test('everyday life has no trend', () => expect(termsOf(everyday(20, 8))).toEqual([]))

  test('a word in every story, old and new, is no trend, even on a day with more stories than usual', () => {
    const constant = everyday(14, 5, title => `${title} near the river`)
    const busyDay = burst('', 8).map((raw, n) => ({ ...raw, title: `${raw.title} something${n} near the river` }))
    expect(termsOf([...constant, ...busyDay])).toEqual([])
  })

  test('a word that comes every Monday is no trend on a Monday, and is one on the first', () => {
    const mondays = [0, 1, 2, 3].flatMap(week =>
      burst('market', 5, week * 168 + 1).map(raw => ({ ...raw, id: `${raw.id}-${week}` })),
    )
    const retold = mondays.map((raw, n) => ({ ...raw, title: `${raw.title} number${n}letter` }))
    expect(termsOf([...everyday(28, 3), ...retold])).not.toContain('market')
    expect(termsOf([...everyday(28, 3), ...retold.slice(0, 5)])).toContain('market')
  })

  test('one article repeated by many papers is no trend, also when each turns a word', () => {
    const story =
      'Comet passes tonight and can be seen with bare eyes from the old tower above the harbour says the observatory'
    const copies = Array.from({ length: 8 }, (_, n) =>
      signal(`copy-${n}`, n, n % 2 === 0 ? story : story.replace('old', 'tall'), { source: `Paper ${n}` }),
    )
    expect(termsOf([...everyday(14, 5), ...copies])).toEqual([])
  })

  test('one paper alone makes no trend while there are others', () => {
    const campaign = burst('comet', 6).map(raw => ({ ...raw, source: 'The Comet Gazette' }))
    expect(termsOf([...everyday(14, 5), ...campaign])).toEqual([])
  })

  test('without a past nobody can tell what is usual', () => expect(termsOf(burst('comet', 8))).toEqual([]))
  test('nothing has no trends', () => expect(termsOf([])).toEqual([]))
})

test('a pair is told once, not with each of its words', () => {
  expect(termsOf([...everyday(14, 5), ...burst('kettle dancing', 6)])).toEqual(['kettle dancing'])
})

test('two bursts are both told, the more surprising one first', () => {
  expect(termsOf([...everyday(14, 5), ...burst('comet', 4), ...burst('kettle dancing', 8)])).toEqual([
    'kettle dancing',
    'comet',
  ])
})
