// What scout asks of itself: a fixed set of feeds, good and broken, through its own route.
import type { CollectReply } from '#contracts/upstream/scout.ts'
import type { SelfCheck } from '#services/kernel/self-check.ts'
import type { FeedParser } from './feed/create-feed-parser.ts'
import type { Source } from './sources/source.ts'

/** The nil UUID belongs to no tenant: collections for it read the fixtures below instead of the configured sources. */
export const SELF_CHECK_TENANT = '00000000-0000-0000-0000-000000000000'

const FIXTURES: Readonly<Record<string, string>> = {
  rss: `<?xml version="1.0"?><rss version="2.0"><channel><title>Check RSS</title><item><guid isPermaLink="false">a</guid><title>Kettle &amp;amp; cup</title><link>https://check.example/kettle?utm_source=rss</link><pubDate>Mon, 03 Mar 2025 08:00 CET</pubDate><description>&lt;p&gt;Hot&lt;script&gt;no()&lt;/script&gt;&lt;/p&gt;</description></item></channel></rss>`,
  atom: `<feed xmlns="http://www.w3.org/2005/Atom"><title>Check Atom</title><id>urn:check</id><entry><id>urn:check:b</id><title>Kettle and cup, again</title><link href="https://check.example/kettle"/><updated>2025-03-03T09:00:00Z</updated></entry></feed>`,
  json: `{"version":"https://jsonfeed.org/version/1.1","title":"Check JSON","items":[{"id":"c","url":"https://check.example/tent","title":"A tent","content_text":"dry","date_published":"2025-03-02T00:00:00Z"}]}`,
  broken: '<rss version="2.0"><channel><item><title>cut',
}

const EXPECTED = {
  signals: [
    {
      title: 'Kettle & cup',
      url: 'https://check.example/kettle',
      summary: 'Hot',
      published_at: '2025-03-03T07:00:00.000Z',
    },
    { title: 'A tent', url: 'https://check.example/tent', summary: 'dry', published_at: '2025-03-02T00:00:00.000Z' },
  ],
  sources: ['rss ok 1', 'atom ok 1', 'json ok 1', 'broken failed 0'],
}

export const selfChecks: readonly SelfCheck[] = [
  {
    name: 'collects RSS, Atom and JSON Feed, joins duplicates and names the broken feed',
    async run(call) {
      // Our own route's answer; whatever shape it has, the comparison tells.
      const reply = (await call('/collect', { tenant_id: SELF_CHECK_TENANT })) as Partial<CollectReply>
      const got = {
        signals: reply.signals?.map(({ title, url, summary, published_at }) => ({ title, url, summary, published_at })),
        sources: reply.sources?.map(({ source, ok, signals }) => `${source} ${ok ? 'ok' : 'failed'} ${signals}`),
      }
      return { ok: JSON.stringify(got) === JSON.stringify(EXPECTED), expected: EXPECTED, got }
    },
  },
]

/** The fixtures as sources; `parser` is the one that real feeds go through. */
export function selfCheckSources(parser: FeedParser): Source[] {
  return Object.entries(FIXTURES).map(([name, text]) => ({
    key: `self-check ${name}`,
    label: name,
    remote: false,
    async read() {
      const feed = await parser.parse({ bytes: new TextEncoder().encode(text), contentType: '' })
      return { kind: 'read', ...feed, validators: {} }
    },
  }))
}
