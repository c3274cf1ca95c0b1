// An error in words that a log may hold: ours, not those of whoever was asked, and no credential.
import { maskSecrets } from './mask-secrets.ts'

/** An error whose message quotes somebody else says in `forLog` what of it may be logged. */
export interface Quoting extends Error {
  readonly forLog: string
}

const MAX_LENGTH = 1000

export function sayError(error: unknown): string {
  // Cut twice: what is long is not looked at whole, and what is cut at the end has been masked.
  return maskSecrets(wordsOf(error).slice(0, 10 * MAX_LENGTH)).slice(0, MAX_LENGTH)
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : `a thrown ${typeof error}`
  if ('forLog' in error) return String(error.forLog)
  // JSON.parse quotes what it stumbled over.
  if (error instanceof SyntaxError) return 'what should be JSON is not'
  // Postgres: 22xxx is data that doesn't fit, and the data is quoted.
  if ('code' in error && /^22/.test(String(error.code))) return error.message.replaceAll(/"[^"]*"/g, '"…"')
  return error.message
}
