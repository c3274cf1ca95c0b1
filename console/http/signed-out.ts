// A part of a page can't go to the identity provider; what stands on the page stays, and the person signs in beside it.
import type { Context } from 'hono'

export const signedOut = (c: Context): Response => c.text('', 401, { 'hx-trigger': 'signed-out', 'hx-reswap': 'none' })
