// What a feed holds, once it is read: clean text, clean links, times as numbers.

export interface FeedItem {
  /** As the feed names it; unique in that feed at best. */
  guid?: string
  url?: string
  title: string
  summary: string
  /** Every date of the item that could be read, the best first. */
  datesMs: number[]
}

export interface ParsedFeed {
  title?: string
  items: FeedItem[]
}

export const MAX_ITEMS = 500
export const MAX_TITLE = 300
export const MAX_SUMMARY = 1000
