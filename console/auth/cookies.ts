// The console's two cookies: the browser's sign-in, and a sign-in that is under way.
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { SignInUnderWay } from '#sign-in/code-flow.ts'

const SignIn = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  renews: z.boolean().default(false),
})
/** `renews`: another stands until its end, and whoever it is was on their way to a page. */
export type KeptSignIn = SignInUnderWay & { returnTo: string; renews: boolean }

const SIGN_IN_S = 600

export interface Cookies {
  keepWord(c: Context, word: string, expiresAt: Date): void
  word(c: Context): string | undefined
  dropWord(c: Context): void
  keepSignIn(c: Context, signIn: KeptSignIn): void
  /** Good once. */
  takeSignIn(c: Context): KeptSignIn | undefined
}

/** @param secure browsers reach the console through https */
export function consoleCookies(secure: boolean): Cookies {
  // The prefix makes browsers refuse one that another host or plain http has set.
  const name = (plain: string) => (secure ? `__Host-${plain}` : plain)
  const options = (expires?: Date) =>
    ({ path: '/', httpOnly: true, sameSite: 'Lax', secure, ...(expires && { expires }) }) as const
  const session = name('mandate_console')
  const underWay = name('mandate_console_sign_in')
  return {
    keepWord: (c, word, expiresAt) => setCookie(c, session, word, options(expiresAt)),
    word: c => getCookie(c, session),
    dropWord: c => void deleteCookie(c, session, options()),
    // The browser's own: whoever reads it there reads the answer of the provider, too.
    keepSignIn: (c, signIn) =>
      setCookie(
        c,
        underWay,
        Buffer.from(JSON.stringify(signIn)).toString('base64url'),
        options(new Date(Date.now() + SIGN_IN_S * 1000)),
      ),
    takeSignIn(c) {
      const kept = getCookie(c, underWay)
      if (kept === undefined) return undefined
      deleteCookie(c, underWay, options())
      return SignIn.safeParse(parsed(Buffer.from(kept, 'base64url').toString())).data
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // anything may come in a cookie; whoever sent it just has to sign in again
  }
}
