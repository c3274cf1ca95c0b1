// What a page shows is kept by no browser and no proxy, and the part of a page never stands for the page. Styles and scripts are everybody's.
import type { MiddlewareHandler } from 'hono'

export const keepNothing: MiddlewareHandler = async (c, next) => {
  await next()
  const { headers, ok, status } = c.res
  if (c.req.path.startsWith('/console/assets/') && (ok || status === 304)) return
  if (!headers.get('content-type')?.startsWith('text/event-stream')) c.header('cache-control', 'no-store')
  c.header('vary', 'hx-request', { append: true })
}
