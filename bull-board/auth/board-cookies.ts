// The board's two cookies: who is signed in, and which sign-in is under way.
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { PRINCIPALS } from '#domain/actor.ts'
import type { Seal } from '#sign-in/create-seal.ts'
import type { Operator } from './operator.ts'

const Session = z.object({ sub: z.string(), principal: z.enum(PRINCIPALS), scope: z.string() })
const SignIn = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), returnTo: z.string() })
export type SignIn = z.infer<typeof SignIn>

const SIGN_IN_S = 600

export interface BoardCookies {
  keepSession(c: Context, operator: Omit<Operator, 'by'>, expiresAt: Date): Promise<void>
  operator(c: Context): Promise<Operator | undefined>
  endSession(c: Context): void
  keepSignIn(c: Context, signIn: SignIn): Promise<void>
  /** Good once. */
  takeSignIn(c: Context): Promise<SignIn | undefined>
}

/** @param secure browsers reach the board through https */
export function boardCookies(seal: Seal, secure: boolean): BoardCookies {
  // The prefix makes browsers refuse one that another host or plain http has set.
  const name = (plain: string) => (secure ? `__Host-${plain}` : plain)
  const options = (expires?: Date) =>
    ({ path: '/', httpOnly: true, sameSite: 'Lax', secure, ...(expires && { expires }) }) as const
  const open = async <T extends z.ZodType>(c: Context, plain: string, shape: T) => {
    const sealed = getCookie(c, name(plain))
    return sealed === undefined ? undefined : seal.open(plain, sealed, shape)
  }
  const keep = async (c: Context, plain: string, content: Record<string, string>, expires: Date) =>
    setCookie(c, name(plain), await seal.close(plain, content, expires), options(expires))

  return {
    keepSession: (c, { sub, principal, scopes }, expiresAt) =>
      keep(c, 'mandate_board', { sub, principal, scope: scopes.join(' ') }, expiresAt),
    async operator(c) {
      const session = await open(c, 'mandate_board', Session)
      if (session === undefined) return undefined
      const { sub, principal, scope } = session
      return { sub, principal, scopes: scope.split(' '), by: 'session' }
    },
    endSession: c => void deleteCookie(c, name('mandate_board'), options()),
    keepSignIn: (c, signIn) => keep(c, 'mandate_board_sign_in', { ...signIn }, new Date(Date.now() + SIGN_IN_S * 1000)),
    async takeSignIn(c) {
      const signIn = await open(c, 'mandate_board_sign_in', SignIn)
      deleteCookie(c, name('mandate_board_sign_in'), options())
      return signIn
    },
  }
}
