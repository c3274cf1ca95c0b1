// An error as it stands in a log: what kind, what it says, where it was thrown, and why. Nothing else of it: drivers and clients hang
// requests, parameters and whole answers on theirs.
import { sayError } from './say-error.ts'

export interface LoggedError {
  type: string
  message: string
  code?: string | number
  stack?: string
  cause?: LoggedError
}

const MAX_CAUSES = 5
const MAX_FRAMES = 12

export function serializeError(error: unknown, depth = 0): LoggedError {
  const message = sayError(error)
  if (!(error instanceof Error)) return { type: typeof error, message }
  const code: unknown = 'code' in error ? error.code : undefined
  // An AggregateError of a connection tried at several addresses says nothing itself.
  const cause = error.cause ?? (error instanceof AggregateError ? error.errors[0] : undefined)
  const stack = framesOf(error)
  return {
    type: error.name === 'Error' ? error.constructor.name : error.name,
    message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(stack === '' ? {} : { stack }),
    ...(cause === undefined || depth >= MAX_CAUSES ? {} : { cause: serializeError(cause, depth + 1) }),
  }
}

/** Without its head, which is the message. */
function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter(line => /^ {4}at /.test(line))
    .slice(0, MAX_FRAMES)
    .join('\n')
}
