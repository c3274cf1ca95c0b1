// Whether a page asks for a part of itself, or a person for a page.
import type { Context } from 'hono'

export function isPartial(c: Context): boolean {
  return c.req.header('hx-request') === 'true' && c.req.header('hx-boosted') === undefined
}
