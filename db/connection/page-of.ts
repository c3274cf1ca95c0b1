// Cuts a result that was asked for one row too many into a page.
import type { Page } from '#domain/ports/page.ts'

/** @param keyOf what the next page continues after */
export function pageOf<T>(items: T[], limit: number, keyOf: (item: T) => string): Page<T> {
  if (items.length <= limit) return { items }
  const page = items.slice(0, limit)
  return { items: page, next: keyOf(page[limit - 1] as T) }
}
