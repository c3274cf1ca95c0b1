// Lets nobody past who is not signed in with scope `ops`, and no change that another web page made a browser send.
import type { Context, MiddlewareHandler } from 'hono'
import { publicOrigin } from '#sign-in/public-origin.ts'
import { problem } from '../http/problem.ts'
import { wantsPage } from '../http/wants-page.ts'
import type { BoardCookies } from './board-cookies.ts'
import type { TokenCheck } from './create-token-check.ts'
import type { BoardEnv, Operator } from './operator.ts'

export interface RequireOperatorParts {
  cookies: BoardCookies
  checkToken: TokenCheck
  boardUrl: string | undefined
  /** A change that another page made an operator's browser send. */
  onForeignChange(operator: Operator, c: Context, why: string): Promise<void>
}

export function requireOperator(parts: RequireOperatorParts): MiddlewareHandler<BoardEnv> {
  return async (c, next) => {
    const found = await operatorOf(c, parts)
    if (found instanceof Response) return found
    if (found.by === 'session' && changes(c) && !isOwnPage(c, parts.boardUrl)) {
      await parts.onForeignChange(found, c, FOREIGN)
      return problem(c, 403, FOREIGN)
    }
    c.set('operator', found)
    await next()
  }
}

const FOREIGN = 'this change did not come from a page of the board'

async function operatorOf(c: Context, { cookies, checkToken }: RequireOperatorParts): Promise<Operator | Response> {
  const authorization = c.req.header('authorization')
  if (authorization === undefined) {
    const operator = await cookies.operator(c)
    if (operator !== undefined) return operator
    return looksAtPage(c) ? toSignIn(c) : unauthenticated(c, 'sign in, or send a bearer token with scope ops')
  }
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1]
  if (token === undefined) return unauthenticated(c, 'the Authorization header holds no bearer token')
  const checked = await checkToken(token)
  switch (checked.verdict) {
    case 'ops':
      return { ...checked.operator, by: 'bearer' }
    case 'no-ops':
      c.header('www-authenticate', 'Bearer error="insufficient_scope", scope="ops"')
      return problem(c, 403, 'the token lacks the scope ops')
    case 'bad':
      return unauthenticated(c, `the token is refused: ${checked.why}`)
    case 'unknown':
      c.header('retry-after', '2')
      return problem(c, 503, 'the identity provider is not reachable just now')
  }
}

function unauthenticated(c: Context, detail: string): Response | Promise<Response> {
  c.header('www-authenticate', 'Bearer')
  return problem(c, 401, detail)
}

const changes = (c: Context) => !['GET', 'HEAD'].includes(c.req.method)
const looksAtPage = (c: Context) => !changes(c) && wantsPage(c)

function toSignIn(c: Context): Response {
  const url = new URL(c.req.url)
  return c.redirect(`/auth/sign-in?${new URLSearchParams({ return_to: url.pathname + url.search })}`, 302)
}

/**
 * Browsers name the origin of every change, and pages can't forge it (Fetch standard, "Origin" header). SameSite=Lax alone
 * would let in pages of other ports and subdomains, which are the same site.
 */
function isOwnPage(c: Context, boardUrl: string | undefined): boolean {
  const origin = c.req.header('origin')
  return origin !== undefined && origin === publicOrigin(c, boardUrl)
}
