// On to another page after a change.
import type { Context } from 'hono'
import { isPartial } from './is-partial.ts'

/** A page of its own, for a part too: what is live on it begins anew. */
export function leadTo(c: Context, address: string): Response {
  if (isPartial(c)) return c.body(null, 200, { 'hx-redirect': address })
  return c.redirect(address, 303)
}
