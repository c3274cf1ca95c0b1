// What X's recent search finds for a query (https://docs.x.com/x-api/posts/search/introduction).
import { z } from 'zod'
import { cleanText } from '../feed/clean-text.ts'
import { type FeedItem, MAX_SUMMARY } from '../feed/feed-item.ts'
import { FeedRefused } from '../feed/feed-refused.ts'
import { parseFeedDate } from '../feed/parse-feed-date.ts'
import type { BoundedFetch } from './create-bounded-fetch.ts'
import { parseSearchReply } from './parse-search-reply.ts'
import type { Source } from './source.ts'

/** X takes 512 characters of query, operators included. */
const MAX_QUERY = 400

const Reply = z.object({
  data: z
    .array(z.object({ id: z.string().regex(/^\d{1,20}$/), text: z.string(), created_at: z.string().optional() }))
    .default([]),
})

export interface XSearch {
  baseUrl: string
  bearerToken: string
  language: string | undefined
  query: string | undefined
}

export function createXSearch({ baseUrl, bearerToken, language, query }: XSearch, fetch: BoundedFetch): Source {
  const url = new URL('/2/tweets/search/recent', baseUrl)
  if (query !== undefined) url.searchParams.set('query', operatorsOf(query, language))
  url.searchParams.set('max_results', '100')
  url.searchParams.set('tweet.fields', 'created_at')
  return {
    key: url.href,
    label: 'X recent search',
    remote: true,
    async read(_previous, signal) {
      if (query === undefined) throw new FeedRefused('NO_QUERY', 'X searches only for words, and none were given')
      const headers = { authorization: `Bearer ${bearerToken}` }
      const reply = parseSearchReply(await fetch.get(url.href, headers, signal), Reply)
      return { kind: 'read', title: 'X', items: reply.data.flatMap(feedItem), validators: {} }
    },
  }
}

/** Words become alternatives: a blank between them would ask for all at once, which hardly any post fulfils. */
function operatorsOf(query: string, language: string | undefined): string {
  // Quotes and brackets are operators; a word of the brief is only a word.
  const words = query
    .replace(/[^\p{L}\p{M}\p{N}\s-]+/gu, ' ')
    .split(/\s+/)
    .filter(word => /\p{L}/u.test(word) && !/^(OR|AND|NOT)$/.test(word))
  const alternatives = words
    .map(word => `"${word}"`)
    .reduce((all, word) => {
      const next = all === '' ? word : `${all} OR ${word}`
      return next.length > MAX_QUERY ? all : next
    }, '')
  return `(${alternatives}) -is:retweet${language === undefined ? '' : ` lang:${language}`}`
}

function feedItem({ id, text, created_at }: z.output<typeof Reply>['data'][number]): FeedItem[] {
  const summary = cleanText(text, MAX_SUMMARY)
  if (summary === '') return []
  const date = parseFeedDate(created_at ?? '')
  return [
    {
      guid: `tag:x.com,2006:${id}`,
      url: `https://x.com/i/status/${id}`,
      title: cleanText(summary, 100),
      summary,
      datesMs: date === undefined ? [] : [date],
    },
  ]
}
