// A list of the API, page after page.
import type { CallOptions } from './call-options.ts'

export interface Page<T> {
  data: T[]
  next_cursor: string | null
}

/** `for await (const item of list)` goes through all pages; one is asked for when the one before is used up. */
export interface Paged<T> extends AsyncIterable<T> {
  /** The first page, as the API answers it. */
  page(): Promise<Page<T>>
  pages(): AsyncIterable<Page<T>>
  /** @param atMost nothing is asked for beyond it */
  toArray(atMost?: number): Promise<T[]>
}

/** @param look asks for the page after a cursor */
export function paged<T, Q extends { cursor?: string }>(
  look: (asked: { query: Q } & CallOptions) => Promise<Page<T>>,
  query: Q,
  options: CallOptions,
): Paged<T> {
  const page = (cursor?: string) => look({ ...options, query: cursor === undefined ? query : { ...query, cursor } })
  async function* pages() {
    let current = await page()
    yield current
    while (current.next_cursor !== null) {
      current = await page(current.next_cursor)
      yield current
    }
  }
  async function* items() {
    for await (const { data } of pages()) yield* data
  }
  return {
    page: () => page(),
    pages,
    [Symbol.asyncIterator]: items,
    async toArray(atMost = Number.POSITIVE_INFINITY) {
      const found: T[] = []
      if (atMost <= 0) return found
      for await (const item of items()) if (found.push(item) >= atMost) break
      return found
    },
  }
}
