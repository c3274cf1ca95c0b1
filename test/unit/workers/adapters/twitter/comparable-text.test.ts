import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Published } from '#services/emulators/published-log.ts'
import { tweetView } from '#services/emulators/x/tweet-view.ts'
import { comparableText, comparableTweet } from '#workers/adapters/twitter/comparable-text.ts'
import { Tweet } from '#workers/adapters/twitter/wire.ts'

const tweet = (text: string, urls: object[] = [], more: object = {}) =>
  Tweet.parse({ id: '77', text, created_at: '2026-03-01T10:00:00.000Z', entities: { urls }, ...more })
const link = (url: string, expanded_url: string, more: object = {}) => ({
  start: 0,
  end: 1,
  url,
  expanded_url,
  ...more,
})

describe('a post in a timeline is the approved text again', () => {
  it.each<[string, string, Tweet]>([
    ['& < > unescaped', 'a & <b> "c"', tweet('a &amp; &lt;b&gt; "c"')],
    ['what was written as an entity', '&lt; &amp;amp;', tweet('&amp;lt; &amp;amp;amp;')],
    [
      'a link unwrapped',
      'see https://example.org/a?b=c&d=e now',
      tweet('see https://t.co/1 now', [link('https://t.co/1', 'https://example.org/a?b=c&d=e')]),
    ],
    [
      'a link without a scheme',
      'see Example.org.',
      tweet('see https://t.co/1.', [link('https://t.co/1', 'http://Example.org')]),
    ],
    [
      'the same link twice',
      'https://a.org https://a.org',
      tweet('https://t.co/1 https://t.co/1', [
        link('https://t.co/1', 'https://a.org'),
        link('https://t.co/1', 'https://a.org'),
      ]),
    ],
    [
      'a link with $ signs',
      'https://a.org/$&$1',
      tweet('https://t.co/1', [link('https://t.co/1', 'https://a.org/$&$1')]),
    ],
    ['decomposed letters', 'Gru\u0308ße', tweet('Grüße')],
    ['outer blanks, which X may trim', '  hi \n', tweet('hi')],
    [
      'its own media link gone',
      'look',
      tweet('look https://t.co/9', [link('https://t.co/9', 'https://x.com/demo/status/77/photo/1')]),
    ],
    [
      'its own media link gone, told by its key',
      'look',
      tweet('look https://t.co/9', [link('https://t.co/9', 'https://elsewhere', { media_key: '3_1' })]),
    ],
    [
      'media without a text',
      '',
      tweet('https://t.co/9', [link('https://t.co/9', 'https://twitter.com/demo/status/77/video/1')]),
    ],
    [
      'a long one in full',
      'the whole & long',
      tweet('the whole…', [], { note_tweet: { text: 'the whole &amp; long' } }),
    ],
    ['a long one in full, under the newer name', 'the whole', tweet('the…', [], { note_post: { text: 'the whole' } })],
  ])('%s', (_, approved, found) => {
    expect(comparableTweet(found).text).toBe(comparableText(approved))
  })

  it.each<[string, string, Tweet]>([
    ['other letters', 'hello', tweet('hallo')],
    ['other case', 'hello', tweet('Hello')],
    ['more at the end', 'hello', tweet('hello!')],
    ['another target', 'https://a.org/1', tweet('https://t.co/1', [link('https://t.co/1', 'https://a.org/2')])],
    [
      'another post’s photo, quoted',
      'look',
      tweet('look https://t.co/9', [link('https://t.co/9', 'https://x.com/demo/status/78/photo/1')]),
    ],
  ])('but not with %s', (_, approved, found) => {
    expect(comparableTweet(found).text).not.toBe(comparableText(approved))
  })
})

it('whatever the text, what the emulator shows of it compares equal', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom(
      '&amp;',
      '<b>',
      ' https://example.org/a?b=c&d ',
      ' example.com ',
      '#tag',
      '@you',
      '👩‍👩‍👧',
      '\n\n',
      'http://ä.de/ö',
    ),
  )
  const published = (text: string, keys: string[]): Published => ({
    id: '77',
    account: 'demo',
    text,
    media: [],
    received_at: '2026-03-01T10:00:00.000Z',
    details: { media: keys.map(key => ({ key })) },
  })
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), fc.boolean(), (pieces, withMedia) => {
      const text = pieces.join('')
      const view = Tweet.parse(tweetView(published(text, withMedia ? ['3_1'] : [])))
      expect(comparableTweet(view)).toEqual({ text: comparableText(text), mediaLinks: withMedia ? 1 : 0 })
    }),
    { numRuns: 500 },
  )
})
