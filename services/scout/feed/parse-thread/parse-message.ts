// What goes into the parsing thread, and what comes back.
import type { ParsedFeed } from '../feed-item.ts'
import type { RefusalCode } from '../feed-refused.ts'

export interface ParseAsked {
  bytes: Uint8Array
  contentType: string
  feedUrl?: string
}

/** "Ready" comes once, when the thread has loaded its parser. */
export type ParseAnswered = { ready: true } | { feed: ParsedFeed } | { refused: { code: RefusalCode; message: string } }
