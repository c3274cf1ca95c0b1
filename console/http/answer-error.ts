// What a person sees when a page can't be made: the API's own words where it refused, else that it is our fault.
import type { Context } from 'hono'
import { html } from 'hono/html'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Logger } from 'pino'
import { outsidePage } from '../parts/outside-page.ts'
import { refusalNotice, refusalPage } from '../parts/refusal.ts'
import type { ConsoleEnv } from '../person.ts'
import { ApiRefusal } from './api.ts'
import { isPartial } from './is-partial.ts'
import { signedOut } from './signed-out.ts'

export function answerError(logger: Logger) {
  return (error: unknown, c: Context<ConsoleEnv>): Response | Promise<Response> => {
    if (error instanceof ApiRefusal) return refused(error, c)
    if (error instanceof HTTPException) return error.getResponse()
    // The API's own word for a token that it takes no longer, or can't check just now.
    const code = (error as { code?: unknown }).code
    if (code === 'UNAUTHENTICATED') return isPartial(c) ? signedOut(c) : c.redirect('/console/auth/sign-in', 302)
    logger.error({ event: 'console.failed', method: c.req.method, path: c.req.path, err: error })
    const away = code === 'UNAVAILABLE'
    const title = away ? 'Not just now' : 'This page failed'
    const detail = away ? 'Something behind the console is away. Try again in a moment.' : 'The log says how.'
    return c.html(
      outsidePage(title, html`<p>${detail}</p><p><a href="/console">Back to the console</a></p>`),
      away ? 503 : 500,
    )
  }
}

const TITLES: Record<number, string> = {
  401: 'Signed out',
  403: 'Not for you',
  404: 'There is nothing here',
  429: 'Too many requests',
  503: 'Not just now',
}

function refused({ refused: { status, problem } }: ApiRefusal, c: Context<ConsoleEnv>): Response | Promise<Response> {
  if (status === 401 && isPartial(c)) return signedOut(c)
  if (isPartial(c)) return c.html(refusalNotice({ problem }), status as ContentfulStatusCode)
  const title = TITLES[status] ?? problem.title
  return c.html(refusalPage(c.var.person, { title, detail: problem.detail }), status as ContentfulStatusCode)
}
