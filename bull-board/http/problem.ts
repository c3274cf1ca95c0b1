// What goes wrong is said as problem details (RFC 9457), to people as a page.
import { STATUS_CODES } from 'node:http'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { page } from '../pages/page.ts'
import { wantsPage } from './wants-page.ts'

export function problem(c: Context, status: ContentfulStatusCode, detail: string): Response | Promise<Response> {
  const title = STATUS_CODES[status] ?? 'Error'
  if (wantsPage(c))
    return c.html(page(title, html`<p>${detail}</p><p><a class="button" href="/board">To the board</a></p>`), status)
  return c.body(JSON.stringify({ type: 'about:blank', title, status, detail, instance: c.req.path }), status, {
    'content-type': 'application/problem+json',
  })
}
