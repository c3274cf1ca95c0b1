import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RawSignal } from '#contracts/upstream/scout.ts'
import { dedupeSignals } from '#services/scout/dedupe-signals.ts'

const AT = Date.UTC(2026, 0, 10)
function signal(id: string, over: Partial<RawSignal> & { hours?: number } = {}): RawSignal {
  const { hours = 0, ...rest } = over
  const published_at = new Date(AT + hours * 3_600_000).toISOString()
  return {
    id,
    source: `Paper ${id}`,
    title: `Title of ${id} alone`,
    url: `https://${id}.example/x`,
    summary: '',
    published_at,
    ...rest,
  }
}

describe('one story told twice is one signal', () => {
  const title = 'Roasters find a new way to dry green coffee'
  test.each([
    ['the same id', {}, { id: 'a' }],
    ['the same page', { url: 'https://a.example/p' }, { url: 'http://www.a.example/p/' }],
    ['the same title', { title }, { title }],
    ['a title in other letters and marks', { title }, { title: `${title.toUpperCase()}!` }],
    [
      'one word of many changed',
      { title: `${title} in wet autumn weather` },
      { title: `${title} in wet winter weather` },
    ],
    [
      'the name of the paper behind the title',
      { title: 'Tiny huts, good coffee' },
      { title: 'Tiny huts, good coffee - Paper b', source: 'Paper b' },
    ],
  ])('%s', (_, first, second) => {
    const kept = dedupeSignals([signal('b', { hours: 2, ...second }), signal('a', first)])
    expect(kept).toHaveLength(1)
    expect(kept[0]).toMatchObject({ published_at: new Date(AT).toISOString() })
  })
})

describe('two stories stay two', () => {
  const title = 'Stove recall: maker calls back batch 17 after burns'
  test.each([
    ['another number in the title', { title }, { title: title.replace('17', '18') }],
    [
      'a weekly title, a week later',
      { title: 'The weekly coffee roundup' },
      { title: 'The weekly coffee roundup', hours: 168 },
    ],
    ['short titles', { title: 'Thanks' }, { title: 'Thanks' }],
    ['all items linking to the front page', { url: 'https://a.example/' }, { url: 'https://a.example/' }],
    ['no link at all', { url: '' }, { url: '' }],
  ])('%s', (_, first, second) => {
    expect(dedupeSignals([signal('a', first), signal('b', second)])).toHaveLength(2)
  })
})

const signals = fc.array(
  fc
    .record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      title: fc
        .array(fc.constantFrom('coffee', 'stove', 'hut', 'rain', 'new', 'old', 'price', '7'), {
          minLength: 1,
          maxLength: 8,
        })
        .map(words => words.join(' ')),
      path: fc.constantFrom('', 'x', 'y', 'z'),
      hours: fc.integer({ min: 0, max: 100 }),
    })
    .map(({ id, title, path, hours }) => signal(id, { title, url: `https://h.example/${path}`, hours })),
  { maxLength: 30 },
)

test('the answer does not hang on the order of the sources, and asking again changes nothing', () => {
  fc.assert(
    fc.property(signals, fc.integer(), (given, seed) => {
      const kept = dedupeSignals(given)
      const shuffled = given.toSorted((a, b) => Math.sin(seed + a.title.length) - Math.sin(seed + b.title.length))
      expect(dedupeSignals(shuffled)).toEqual(kept)
      expect(dedupeSignals(kept)).toEqual(kept)
      expect(new Set(kept.map(({ id }) => id)).size).toBe(kept.length)
    }),
  )
})

test('five thousand signals are compared in well under a second', () => {
  const many = Array.from({ length: 5000 }, (_, n) =>
    signal(`s${n}`, { title: `Word${n % 97} word${n % 89} coffee hut number${n}`, url: `https://s.example/${n}` }),
  )
  const startedAt = performance.now()
  expect(dedupeSignals(many)).toHaveLength(5000)
  expect(performance.now() - startedAt).toBeLessThan(1500)
})
