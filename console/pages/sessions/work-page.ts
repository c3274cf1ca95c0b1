// A form of a session: content of the dialog where a page asks for it, else a page of its own.
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { isPartial } from '../../http/is-partial.ts'
import type { Markup } from '../../parts/markup.ts'
import { page } from '../../parts/page.ts'
import type { ConsoleEnv } from '../../person.ts'

export function workPage(
  c: Context<ConsoleEnv>,
  { title, back, content }: { title: string; back: string; content: Markup },
  status = 200,
): Response | Promise<Response> {
  const code = status as ContentfulStatusCode
  if (isPartial(c)) return c.html(html`<h2>${title}</h2>${content}`, code)
  const own = html`<nav class="small" aria-label="Where this is"><a href="${back}">Back to the session</a></nav>
    <h1>${title}</h1><div class="card work">${content}</div>`
  return c.html(page(c.var.person, { title, section: 'sessions', content: own }), code)
}
