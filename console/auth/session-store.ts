// A browser's sign-in: a random word in its cookie, and in the ledger what only that word opens.
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { ConsoleSessions } from '#domain/ports/console-sessions.ts'
import { createSeal } from '#sign-in/create-seal.ts'

const Sealed = z.object({ token: z.string(), id_token: z.string().optional(), opened_at: z.coerce.date().optional() })
const USE = 'mandate console session'

export interface SignedIn {
  tenantId: string
  sub: string
  /** The access token that the API is asked with. */
  token: string
  /** For the provider, at the sign-out. */
  idToken?: string | undefined
  expiresAt: Date
}

export interface Session extends SignedIn {
  csrf: string
  /** Undefined: before sign-ins knew. */
  openedAt: Date | undefined
}

export interface SessionStore {
  /** @returns the word for the cookie */
  open(session: SignedIn): Promise<string>
  /** @returns undefined: not ours, ended, or over */
  find(word: string): Promise<Session | undefined>
  /** Less than `find`: whether it has ended meanwhile, or is over. */
  stands(word: string): Promise<boolean>
  end(word: string): Promise<void>
  endAll(person: { tenantId: string; sub: string }): Promise<number>
}

export function sessionStore(ledger: ConsoleSessions): SessionStore {
  return {
    async open({ tenantId, sub, token, idToken, expiresAt }) {
      const word = randomBytes(32).toString('base64url')
      const opened_at = new Date().toISOString()
      const content = { token, opened_at, ...(idToken === undefined ? {} : { id_token: idToken }) }
      const sealed = await createSeal(word).close(USE, content, expiresAt)
      await ledger.open(keyOf(word), { tenantId, sub, sealed, expiresAt })
      return word
    },
    async find(word) {
      const session = await ledger.find(keyOf(word))
      const content = session && (await createSeal(word).open(USE, session.sealed, Sealed))
      if (session === undefined || content === undefined) return undefined
      const { tenantId, sub, expiresAt } = session
      const { token, id_token: idToken, opened_at: openedAt } = content
      return { tenantId, sub, expiresAt, token, idToken, openedAt, csrf: csrfOf(word) }
    },
    stands: async word => (await ledger.find(keyOf(word))) !== undefined,
    end: word => ledger.end(keyOf(word)),
    endAll: person => ledger.endAll(person),
  }
}

// Three things are made of the word, and none tells another.
const keyOf = (word: string) => createHash('sha256').update(`${USE} key\n${word}`).digest()
const csrfOf = (word: string) => createHmac('sha256', word).update(`${USE} form`).digest('base64url')
