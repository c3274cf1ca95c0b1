// The answer to a page that would follow what the API does not show just now: nothing of the page changes, and the browser asks again, later and later.
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { signedOut } from './signed-out.ts'

/** @param status the API's refusal, which its own log explains */
export const notFollowed = (c: Context, status: number): Response =>
  status === 401 ? signedOut(c) : c.text('', status as ContentfulStatusCode, { 'hx-reswap': 'none' })
