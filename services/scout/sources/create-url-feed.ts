// A feed behind a URL.
import type { FeedParser } from '../feed/create-feed-parser.ts'
import { FeedRefused } from '../feed/feed-refused.ts'
import type { BoundedFetch, Fetched } from './create-bounded-fetch.ts'
import type { Source, Validators } from './source.ts'

const ACCEPT =
  'application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5'

/** Asks with ETag and Last-Modified of the last answer. `url` must parse. */
export function createUrlFeed(url: string, { fetch, parser }: { fetch: BoundedFetch; parser: FeedParser }): Source {
  const { host, pathname } = new URL(url)
  return {
    key: url,
    // A query may hold the key of a private feed.
    label: `${host}${pathname === '/' ? '' : pathname}`,
    remote: true,
    async read(previous, signal) {
      const fetched = await fetch.get(url, { accept: ACCEPT, ...conditions(previous) }, signal)
      if (fetched.status === 304 && previous) return { kind: 'unchanged' }
      if (fetched.status !== 200) throw new FeedRefused('HTTP_STATUS', `HTTP ${fetched.status}`)
      const contentType = fetched.header('content-type') ?? ''
      const feed = await parser.parse({ bytes: fetched.bytes, contentType, feedUrl: fetched.url })
      return { kind: 'read', ...feed, validators: validatorsOf(fetched) }
    },
  }
}

function conditions(previous: Validators | undefined): Record<string, string> {
  return {
    ...(previous?.etag === undefined ? {} : { 'if-none-match': previous.etag }),
    ...(previous?.lastModified === undefined ? {} : { 'if-modified-since': previous.lastModified }),
  }
}

function validatorsOf(fetched: Fetched): Validators {
  const etag = fetched.header('etag')
  const lastModified = fetched.header('last-modified')
  return { ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) }
}
