// What an account's own timeline and search show of its posts at a moment.
import type { Published, PublishedLog } from './published-log.ts'

/** In the order received, without those still hidden from search. */
export function visiblePosts(log: PublishedLog, account: string, now: Date): Published[] {
  return log
    .all()
    .filter(post => post.account === account)
    .filter(({ searchable_at }) => searchable_at === undefined || Date.parse(searchable_at) <= now.getTime())
}
