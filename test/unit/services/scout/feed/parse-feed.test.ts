import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FeedRefused } from '#services/scout/feed/feed-refused.ts'
import { parseFeed } from '#services/scout/feed/parse-feed.ts'
import { anyText } from '#test/support/any-text.ts'

const MAY = Date.UTC(2024, 4, 1, 10)
const rss = (items: string) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><link>https://a.example/</link>${items}</channel></rss>`

describe('the four formats give the same item', () => {
  const item = { title: 'Tea & cake', url: 'https://a.example/1', summary: 'warm and dry', datesMs: [MAY] }
  test.each([
    [
      'RSS 2.0',
      rss(
        '<item><title>Tea &amp;amp; cake</title><link>/1?utm_source=rss</link><guid isPermaLink="false">g</guid><pubDate>Wed, 01 May 2024 12:00:00 CEST</pubDate><description><![CDATA[<p>warm <b>and</b></p><p>dry</p>]]></description></item>',
      ),
    ],
    [
      'RSS 1.0',
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>T</title><link>https://a.example</link></channel><item rdf:about="g"><title>Tea &amp;amp; cake</title><link>https://a.example/1</link><description>warm and dry</description><dc:date>2024-05-01T12:00+02:00</dc:date></item></rdf:RDF>',
    ],
    [
      'Atom',
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><link href="https://a.example/"/><entry><id>g</id><title type="html">Tea &amp;amp; cake</title><link rel="self" href="/no"/><link rel="alternate" href="/1"/><updated>2024-05-01T10:00:00Z</updated><summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>warm and</p> dry</div></summary></entry></feed>',
    ],
    [
      'JSON Feed',
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'T',
        home_page_url: 'https://a.example/',
        items: [
          {
            id: 'g',
            url: '/1',
            title: 'Tea & cake',
            content_html: '<p>warm and dry</p>',
            date_published: '2024-05-01T10:00:00Z',
          },
        ],
      }),
    ],
  ])('%s', (_, text) => {
    expect(parseFeed(text)).toEqual({ title: 'T', items: [{ guid: 'g', ...item }] })
  })
})

describe('broken feeds are refused by name', () => {
  test.each([
    ['an empty answer', '', 'NOT_A_FEED'],
    ['an HTML page', '<!DOCTYPE html><html><body><rss version="2.0"><channel/></rss></body></html>', 'HTML_PAGE'],
    ['a login page behind an XML declaration', '<?xml version="1.0"?>\n<html xmlns="x"><body/></html>', 'HTML_PAGE'],
    ['plain text', 'Service temporarily unavailable', 'NOT_A_FEED'],
    ['JSON that is no feed', '{"error":"gone"}', 'NOT_A_FEED'],
    ['a JSON Feed cut off', '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1"', 'NOT_A_FEED'],
    [
      'XML that breaks off between two items',
      '<rss version="2.0"><channel><item><title>x</title></item><item><ti',
      'MALFORMED',
    ],
    ['crossed tags', rss('<item><title>x</titl></item>'), 'MALFORMED'],
    ['tags nested a hundred thousand deep', rss('<a>'.repeat(100_000)), 'MALFORMED'],
    ['a CDATA section without end', rss('<item><title><![CDATA[x'), 'MALFORMED'],
    [
      'a billion laughs',
      `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>${rss('<item><title>&b;</title></item>')}`,
      'ENTITIES_DECLARED',
    ],
    [
      'an external entity',
      `<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>${rss('<item><title>&a;</title></item>')}`,
      'ENTITIES_DECLARED',
    ],
  ])('%s', (_, text, code) => {
    expect(() => parseFeed(text)).toThrow(expect.objectContaining({ code }))
  })
})

describe('what items carry is made harmless', () => {
  const first = (item: string) => parseFeed(rss(`<item>${item}</item>`)).items[0]

  test('scripts, styles and markup leave nothing but words', () => {
    const html =
      '&lt;style&gt;p{}&lt;/style&gt;&lt;p onclick="x()"&gt;Hi&lt;script&gt;alert(1)&lt;/script&gt; you&lt;/p&gt;&lt;img src=x onerror=y&gt;'
    expect(first(`<title>t</title><description>${html}</description>`)?.summary).toBe('Hi you')
  })

  test.each([['javascript:alert(1)'], ['data:text/html,x'], ['file:///etc/passwd'], ['http://'], ['  ']])(
    'the link %s is dropped',
    link => {
      expect(first(`<title>t</title><link>${link}</link>`)).not.toHaveProperty('url')
    },
  )

  test('U+0000, lone surrogates and bidirectional overrides are gone', () => {
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'T',
      items: [{ id: '1', title: 'a\u0000b\ud800c\u202Ed 😀' }],
    }
    expect(parseFeed(JSON.stringify(feed)).items[0]?.title).toBe('abcd 😀')
  })

  test('long texts are cut at a word, within the bound', () => {
    const summary = first(`<title>t</title><description>${'word '.repeat(5000)}</description>`)?.summary ?? ''
    expect(summary.length).toBeLessThanOrEqual(1000)
    expect(summary).toMatch(/word…$/)
  })

  test('a note without a title is called by its first words; an item without words is no item', () => {
    expect(first('<description>just a note</description>')?.title).toBe('just a note')
    expect(parseFeed(rss('<item><link>https://a.example/x</link></item>')).items).toEqual([])
  })

  test('an Atom title of type text keeps its angle brackets', () => {
    const feed =
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>1</id><title>if a &lt;b then</title></entry></feed>'
    expect(parseFeed(feed).items[0]?.title).toBe('if a <b then')
  })

  test('at most 500 items of a feed are read', () => {
    expect(parseFeed(rss('<item><title>x</title></item>'.repeat(600))).items).toHaveLength(500)
  })
})

test('whatever the text, it is parsed or refused by name', () => {
  const pieces = fc.constantFrom(
    '<rss version="2.0">',
    '<channel>',
    '<item>',
    '<title>',
    '</title>',
    '</item>',
    '<![CDATA[',
    ']]>',
    '<!--',
    '<?xml',
    '&amp;',
    '&#0;',
    '<feed>',
    '<entry>',
    '{"version":"https://jsonfeed.org/version/1.1","items":[',
    '\u0000',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, anyText({ maxLength: 8 })), { maxLength: 20 }), parts => {
      try {
        for (const { title, summary } of parseFeed(parts.join('')).items) {
          expect(title.isWellFormed() && summary.isWellFormed() && !`${title}${summary}`.includes('\u0000')).toBe(true)
        }
      } catch (error) {
        expect(error).toBeInstanceOf(FeedRefused)
      }
    }),
    { numRuns: 300 },
  )
})
