// The place where the text of a feed becomes items.
import { type AtomFeed, type JsonFeed, parseFeed as parseAnyFeed, type RdfFeed, type RssFeed } from 'feedsmith'
import { cleanText } from './clean-text.ts'
import { cleanUrl } from './clean-url.ts'
import { type FeedItem, MAX_ITEMS, MAX_SUMMARY, MAX_TITLE, type ParsedFeed } from './feed-item.ts'
import { FeedRefused } from './feed-refused.ts'
import { htmlToText } from './html-to-text.ts'
import { parseFeedDate } from './parse-feed-date.ts'

/** What the four formats have in common, still as the feed says it. */
interface RawItem {
  guid?: string | undefined
  link?: string | undefined
  title?: string | undefined
  /** The first that has words is the summary. */
  texts: (string | undefined)[]
  dates: (string | undefined)[]
}

/**
 * RSS 0.9x to 2.0, RSS 1.0, Atom and JSON Feed. Throws FeedRefused and nothing else. It may take unboundedly long on
 * hostile input (the XML parser is quadratic in stray `<`): services call it through `createFeedParser`.
 */
export function parseFeed(text: string, feedUrl?: string): ParsedFeed {
  refuseTheHopeless(text)
  const { title, link, items } = rawFeed(text)
  const base = cleanUrl(link, feedUrl) ?? feedUrl
  const shownTitle = cleanText(htmlToText(title ?? ''), 120)
  return {
    ...(shownTitle === '' ? {} : { title: shownTitle }),
    items: items.slice(0, MAX_ITEMS).flatMap(item => feedItem(item, base)),
  }
}

function refuseTheHopeless(text: string): void {
  const opening = text.slice(0, 1000).trimStart()
  if (/^(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<(!doctype\s+html|html|head|body)[\s>]/is.test(opening)) {
    throw new FeedRefused('HTML_PAGE', 'an HTML page instead of a feed')
  }
  // A feed needs none, and nested ones are how a kilobyte becomes a gigabyte.
  if (/<!ENTITY\s/i.test(text.slice(0, 100_000))) {
    throw new FeedRefused('ENTITIES_DECLARED', 'the feed declares entities of its own')
  }
}

function rawFeed(text: string): { title?: string | undefined; link?: string | undefined; items: RawItem[] } {
  const parsed = parsedOrRefused(text)
  switch (parsed.format) {
    case 'rss':
      return { title: parsed.feed.title, link: parsed.feed.link, items: (parsed.feed.items ?? []).map(ofRss) }
    case 'rdf':
      return { title: parsed.feed.title, link: parsed.feed.link, items: (parsed.feed.items ?? []).map(ofRdf) }
    case 'atom':
      return {
        title: markup(parsed.feed.title),
        link: linkOf(parsed.feed.links),
        items: (parsed.feed.entries ?? []).map(ofAtom),
      }
    case 'json':
      return {
        title: escaped(parsed.feed.title),
        link: parsed.feed.home_page_url,
        items: (parsed.feed.items ?? []).map(ofJson),
      }
    default:
      return parsed satisfies never
  }
}

function parsedOrRefused(text: string) {
  try {
    const parsed = parseAnyFeed(text)
    // The XML parser takes a feed that breaks off between two items for a short one.
    if (parsed.format !== 'json' && !/<\/([\w-]+:)?(rss|feed|rdf)\s*>/i.test(text)) {
      throw new FeedRefused('MALFORMED', 'the feed is malformed: it breaks off before its end')
    }
    return parsed
  } catch (cause) {
    if (cause instanceof FeedRefused) throw cause
    const name = cause instanceof Error ? cause.name : ''
    if (name === 'DetectError') throw new FeedRefused('NOT_A_FEED', 'neither RSS, Atom, RDF nor JSON Feed', { cause })
    const reason = cause instanceof Error && cause.cause instanceof Error ? `: ${cause.cause.message}` : ''
    throw new FeedRefused('MALFORMED', cleanText(`the feed is malformed${reason}`, 200), { cause })
  }
}

function ofRss(item: RssFeed.Item<string>): RawItem {
  const permalink = item.guid?.isPermaLink === false ? undefined : item.guid?.value
  return {
    guid: item.guid?.value,
    link: item.link ?? linkOf(item.atom?.links) ?? (/^https?:/i.test(permalink ?? '') ? permalink : undefined),
    title: item.title ?? item.dc?.titles?.[0],
    texts: [item.description, item.dc?.descriptions?.[0], item.content?.encoded],
    dates: [item.pubDate, item.dc?.dates?.[0], item.atom?.published, item.atom?.updated],
  }
}

function ofRdf(item: RdfFeed.Item<string>): RawItem {
  return {
    guid: item.rdf?.about,
    link: item.link,
    title: item.title ?? item.dc?.titles?.[0],
    texts: [item.description, item.dc?.descriptions?.[0], item.content?.encoded],
    dates: [item.dc?.dates?.[0], item.dcterms?.issued?.[0], item.dcterms?.modified?.[0]],
  }
}

function ofAtom(entry: AtomFeed.Entry<string>): RawItem {
  return {
    guid: entry.id,
    link: linkOf(entry.links),
    title: markup(entry.title),
    texts: [markup(entry.summary), markup(entry.content)],
    dates: [entry.published, entry.updated, entry.dc?.dates?.[0]],
  }
}

function ofJson(item: JsonFeed.Item<string>): RawItem {
  return {
    guid: item.id,
    link: item.url ?? item.external_url,
    title: escaped(item.title),
    texts: [escaped(item.summary), escaped(item.content_text), item.content_html],
    dates: [item.date_published, item.date_modified],
  }
}

function feedItem(raw: RawItem, base: string | undefined): FeedItem[] {
  const summary = raw.texts.map(text => cleanText(htmlToText(text ?? ''), MAX_SUMMARY)).find(text => text !== '') ?? ''
  // Short notes have no title: their first words stand for one.
  const title = cleanText(htmlToText(raw.title ?? ''), MAX_TITLE) || cleanText(summary, 100)
  if (title === '') return []
  const guid = cleanText(raw.guid ?? '', 2000)
  const url = cleanUrl(raw.link, base)
  const datesMs = raw.dates.map(date => parseFeedDate(date ?? '')).filter(date => date !== undefined)
  return [{ ...(guid === '' ? {} : { guid }), ...(url === undefined ? {} : { url }), title, summary, datesMs }]
}

/** Atom says whether a text is markup; what is not must not lose its `<`. */
function markup(text: { value?: string; type?: string } | undefined): string | undefined {
  const isMarkup = text?.type === 'html' || text?.type === 'xhtml' || text?.type === 'text/html'
  return isMarkup ? text.value : escaped(text?.value)
}

function escaped(plain: string | undefined): string | undefined {
  return plain?.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function linkOf(links: AtomFeed.Link<string>[] | undefined): string | undefined {
  const found = links?.find(link => link.rel === 'alternate' || link.rel === undefined) ?? links?.find(isPage)
  return found?.href
}

function isPage(link: AtomFeed.Link<string>): boolean {
  return link.rel === 'related' || link.rel === 'via'
}
