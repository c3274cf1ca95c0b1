// The mark of an address that a renewal came back to: the page is shown whatever became of it. The page's script takes it off again.
import type { Context } from 'hono'

const MARK = 'renewed'

/** @param path of the console, with its query */
export const withMark = (path: string): string => `${path}${path.includes('?') ? '&' : '?'}${MARK}=1`

export const isRenewed = (c: Context): boolean => c.req.query(MARK) !== undefined

export function withoutMark(address: string): URL {
  const url = new URL(address)
  // As it was written, where there is none.
  if (url.searchParams.has(MARK)) url.searchParams.delete(MARK)
  return url
}
