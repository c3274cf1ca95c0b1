// What a source of signals is to scout, whatever lies behind it.
import type { FeedItem } from '../feed/feed-item.ts'

/** What let the last answer be recognised as unchanged: ETag and Last-Modified of HTTP, or size and time of a file. */
export interface Validators {
  etag?: string
  lastModified?: string
}

export type Reading =
  | { kind: 'unchanged' }
  | { kind: 'read'; title?: string; items: readonly FeedItem[]; validators: Validators }

export interface Source {
  /** Names the source for ever: ids of its items and its file in the memory hang on it. May hold secrets, never shown. */
  readonly key: string
  /** Shown in replies and logs; without credentials and query. */
  readonly label: string
  /** Behind a network: asked again only when the last answer is no longer fresh. */
  readonly remote: boolean
  /** Throws FeedRefused. */
  read(previous: Validators | undefined, signal: AbortSignal): Promise<Reading>
}
