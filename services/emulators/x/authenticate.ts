// Whose request it is: a user of X by OAuth 1.0a or by an OAuth 2 user token, else X's 401.
import type { Context } from 'hono'
import { AccountName } from '#contracts/primitives.ts'
import { userIdOf } from './identity.ts'
import { unauthorized } from './problem.ts'
import type { TokenBook } from './token-book.ts'
import { createOauth1Verifier } from './verify-oauth1.ts'

export const CONSUMER = { key: 'emulated-consumer', secret: 'emulated-consumer-secret' }

/** @returns gives the account's name; throws XProblem 401 */
export function createAuthenticate(book: TokenBook, now: () => Date): (c: Context) => Promise<string> {
  const verify = createOauth1Verifier({
    consumerKey: CONSUMER.key,
    consumerSecret: CONSUMER.secret,
    secretOf(token) {
      const account = accountOfToken(token)
      return account === undefined ? undefined : `emulated-secret-${account}`
    },
  })
  return async c => {
    const authorization = c.req.header('authorization') ?? ''
    const bearer = /^Bearer (\S+)$/i.exec(authorization)?.[1]
    if (bearer !== undefined) return known(book.accountOf(bearer, now()))
    if (!/^OAuth\s/i.test(authorization)) throw unauthorized()
    const call = { method: c.req.method, url: c.req.url, form: await formOf(c), authorization }
    const token = verify(call, now())
    return known(token === undefined ? undefined : accountOfToken(token))
  }
}

export const isAccountName = (name: string): boolean => AccountName.safeParse(name).success

/** `USERID-ACCOUNT`, as X's tokens begin with the user's number, or `emulated-ACCOUNT`. */
export function accountOfToken(token: string): string | undefined {
  const [, first, account] = /^([^-]+)-(.+)$/.exec(token) ?? []
  if (first === undefined || account === undefined || !isAccountName(account)) return undefined
  return first === 'emulated' || first === userIdOf(account) ? account : undefined
}

function known(account: string | undefined): string {
  if (account === undefined) throw unauthorized()
  return account
}

/** Only a form-encoded body is under the signature. */
async function formOf(c: Context): Promise<[string, string][]> {
  if (!(c.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded')) return []
  return [...new URLSearchParams(await c.req.text())]
}
