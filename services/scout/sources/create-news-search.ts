// What NewsAPI finds for a query (https://newsapi.org/docs/endpoints/everything).
import { z } from 'zod'
import { cleanText } from '../feed/clean-text.ts'
import { cleanUrl } from '../feed/clean-url.ts'
import { type FeedItem, MAX_SUMMARY, MAX_TITLE } from '../feed/feed-item.ts'
import { htmlToText } from '../feed/html-to-text.ts'
import { parseFeedDate } from '../feed/parse-feed-date.ts'
import type { BoundedFetch } from './create-bounded-fetch.ts'
import { parseSearchReply } from './parse-search-reply.ts'
import type { Source } from './source.ts'

const Reply = z.object({
  articles: z.array(
    z.object({
      title: z.string().nullish(),
      description: z.string().nullish(),
      url: z.string().nullish(),
      publishedAt: z.string().nullish(),
    }),
  ),
})

export interface NewsSearch {
  baseUrl: string
  apiKey: string
  /** Two letters, where the brief has a locale. */
  language: string | undefined
  /** Absent: the top headlines, for the other endpoint takes no search without words. */
  query: string | undefined
}

export function createNewsSearch({ baseUrl, apiKey, language, query }: NewsSearch, fetch: BoundedFetch): Source {
  const url = new URL(query === undefined ? '/v2/top-headlines' : '/v2/everything', baseUrl)
  url.searchParams.set('pageSize', '100')
  url.searchParams.set('language', language ?? 'en')
  if (query !== undefined) {
    url.searchParams.set('q', query)
    url.searchParams.set('sortBy', 'publishedAt')
  }
  return {
    key: url.href,
    label: 'NewsAPI',
    remote: true,
    async read(_previous, signal) {
      const reply = parseSearchReply(await fetch.get(url.href, { 'x-api-key': apiKey }, signal), Reply)
      return { kind: 'read', title: 'NewsAPI', items: reply.articles.flatMap(feedItem), validators: {} }
    },
  }
}

function feedItem(article: z.output<typeof Reply>['articles'][number]): FeedItem[] {
  const title = cleanText(htmlToText(article.title ?? ''), MAX_TITLE)
  // Articles that were taken down stay in the lists under this name.
  if (title === '' || title === '[Removed]') return []
  const url = cleanUrl(article.url ?? undefined)
  const date = parseFeedDate(article.publishedAt ?? '')
  return [
    {
      ...(url === undefined ? {} : { url }),
      title,
      summary: cleanText(htmlToText(article.description ?? ''), MAX_SUMMARY),
      datesMs: date === undefined ? [] : [date],
    },
  ]
}
