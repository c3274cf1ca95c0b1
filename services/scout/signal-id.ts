// The id of a signal: the same item gives the same id in every scan.
import { createHash } from 'node:crypto'
import { urlKey } from './feed/clean-url.ts'
import type { FeedItem } from './feed/feed-item.ts'

const GLOBAL_GUID = /^(https?:\/\/|urn:|tag:)/i

/** By its guid (where that is unique only in its feed, together with the source), else its link, else its title. */
export function signalId(sourceKey: string, item: FeedItem): string {
  return `sig_${createHash('sha256').update(identity(sourceKey, item)).digest('hex').slice(0, 32)}`
}

function identity(sourceKey: string, { guid, url, title }: FeedItem): string {
  if (guid !== undefined) return GLOBAL_GUID.test(guid) ? `guid ${guid}` : `guid ${sourceKey} ${guid}`
  const key = url === undefined ? undefined : urlKey(url)
  return key === undefined ? `title ${sourceKey} ${title}` : `url ${key}`
}
