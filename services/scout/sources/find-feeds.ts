// The place where SCOUT_FEEDS becomes sources; looked up at each collection, so that a new file is seen.
import { glob, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { FeedParser } from '../feed/create-feed-parser.ts'
import { FeedRefused } from '../feed/feed-refused.ts'
import type { BoundedFetch } from './create-bounded-fetch.ts'
import { createFileFeed } from './create-file-feed.ts'
import { createUrlFeed } from './create-url-feed.ts'
import type { Source } from './source.ts'

const FEED_FILES = '*.{xml,rss,atom,rdf,json}'

export interface FeedDeps {
  fetch: BoundedFetch
  parser: FeedParser
  maxBytes: number
}

/** A place that leads to no feed becomes a source that says so: a misspelt path must not look like a quiet day. */
export async function findFeeds(places: readonly string[], deps: FeedDeps): Promise<Source[]> {
  const found = await Promise.all(places.map(place => feedsOf(place, deps)))
  return [...new Map(found.flat().map(source => [source.key, source])).values()]
}

async function feedsOf(place: string, deps: FeedDeps): Promise<Source[]> {
  if (/^https?:\/\//i.test(place)) {
    return [URL.canParse(place) ? createUrlFeed(place, deps) : missing(place, 'not a URL')]
  }
  const paths = await pathsOf(place)
  if (paths.length === 0) return [missing(place, 'no feed file found there')]
  return paths.map(path => createFileFeed(path, deps))
}

async function pathsOf(place: string): Promise<string[]> {
  const path = resolve(place)
  const kind = await stat(path).catch(error => {
    // Not a path as it stands: it may be a glob, and if that finds nothing, the reply says so.
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  })
  if (kind !== undefined && !kind.isDirectory()) return [path]
  const paths: string[] = []
  if (kind === undefined) for await (const found of glob(path)) paths.push(found)
  else for await (const found of glob(FEED_FILES, { cwd: path })) paths.push(join(path, found))
  return paths.sort()
}

function missing(place: string, why: string): Source {
  const label = place.replace(/\/\/[^/@]*@/, '//').split(/[?#]/)[0] ?? ''
  return {
    key: `missing ${place}`,
    label,
    remote: false,
    read: () => Promise.reject(new FeedRefused('UNREADABLE_FILE', why)),
  }
}
