// What a script can tell by the exit code alone.
import { MandateError } from '../client/mandate-error.ts'
import { AboutSubject } from './about-subject.ts'

export const EXIT = {
  ok: 0,
  /** Something that should not happen. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** The API says no: 409, 422 and the like. */
  refused: 3,
  /** There is no such thing, for this token. */
  notFound: 4,
  /** No token, a bad one, or one that may not. */
  denied: 5,
  /** It could not be asked, or takes too long: try again. */
  unavailable: 6,
  /** It was asked and done, and did not end well: a campaign failed, a trail does not match. */
  endedBadly: 7,
} as const

/** A command line that makes no sense, found after it was parsed. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** What was waited for came, and is not what one hopes for. */
export class EndedBadly extends Error {
  override readonly name = 'EndedBadly'
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof AboutSubject) return exitCodeOf(error.cause)
  if (error instanceof UsageError) return EXIT.usage
  if (error instanceof EndedBadly) return EXIT.endedBadly
  if (!(error instanceof MandateError)) return EXIT.failed
  const { status, code } = error
  // Outcomes that are told with 5xx: asking again is of no use.
  if (code === 'EXECUTION_FAILED' || code === 'GUARD_FAILED') return EXIT.endedBadly
  if (code === 'KILL_SWITCH_ENGAGED') return EXIT.refused
  if (status === 0 || status === 429 || status >= 500) return EXIT.unavailable
  if (status === 401 || status === 403) return EXIT.denied
  return status === 404 ? EXIT.notFound : EXIT.refused
}
