// The OAuth 2 tokens of X's users: which access tokens live, and the one refresh token of each that still works. Kept on disk.
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const Standing = z.object({
  refreshToken: z.string(),
  accessToken: z.string(),
  /** RFC 3339. Absent: the first token, not used yet; it lives from its first use. */
  expiresAt: z.string().optional(),
})
type Standing = z.infer<typeof Standing>
const Book = z.record(z.string(), Standing)

export interface TokenBook {
  /** Whose access token it is; undefined once it has expired, or was replaced. */
  accountOf(accessToken: string, now: Date): string | undefined
  /** The next pair for a refresh token that works: never again for the same one. */
  rotate(refreshToken: string, now: Date): (Standing & { expiresInS: number }) | undefined
  lifeSeconds: { get(): number; set(seconds: number): void }
}

/** Any `emulated-bearer-ACCOUNT` and `emulated-refresh-ACCOUNT` is the first pair of ACCOUNT. */
export function openTokenBook(path: string, isAccount: (name: string) => boolean): TokenBook {
  const book = new Map(Object.entries(readBook(path)))
  let lifeS = 7200
  const keep = (account: string, standing: Standing) => {
    book.set(account, standing)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.new`, JSON.stringify(Object.fromEntries(book)), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }
  const standingOf = (account: string): Standing =>
    book.get(account) ?? { accessToken: FIRST.access + account, refreshToken: FIRST.refresh + account }
  const ownerOf = (token: string, prefix: string): string | undefined => {
    const account = token.startsWith(prefix) ? token.slice(prefix.length).split('~')[0] : undefined
    return account !== undefined && isAccount(account) ? account : undefined
  }
  const expiry = (now: Date) => new Date(now.getTime() + lifeS * 1000).toISOString()
  return {
    accountOf(accessToken, now) {
      const account = ownerOf(accessToken, FIRST.access)
      if (account === undefined) return undefined
      const standing = standingOf(account)
      if (standing.accessToken !== accessToken) return undefined
      if (standing.expiresAt === undefined) keep(account, { ...standing, expiresAt: expiry(now) })
      return standing.expiresAt === undefined || Date.parse(standing.expiresAt) > now.getTime() ? account : undefined
    },
    rotate(refreshToken, now) {
      const account = ownerOf(refreshToken, FIRST.refresh)
      if (account === undefined || standingOf(account).refreshToken !== refreshToken) return undefined
      const suffix = `${account}~${randomBytes(12).toString('hex')}`
      const next = { accessToken: FIRST.access + suffix, refreshToken: FIRST.refresh + suffix, expiresAt: expiry(now) }
      keep(account, next)
      return { ...next, expiresInS: lifeS }
    },
    lifeSeconds: {
      get: () => lifeS,
      set(seconds) {
        lifeS = seconds
      },
    },
  }
}

const FIRST = { access: 'emulated-bearer-', refresh: 'emulated-refresh-' }

function readBook(path: string): Record<string, Standing> {
  try {
    return Book.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw error
  }
}
