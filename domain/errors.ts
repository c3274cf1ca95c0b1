// The closed set of errors that the outside may see; the API maps each code to one HTTP status.

export const ERROR_CODES = [
  'UNAUTHENTICATED',
  'INSUFFICIENT_SCOPE',
  'TENANT_MISMATCH',
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'UNSUPPORTED_MEDIA_TYPE',
  'NOT_ACCEPTABLE',
  'PAYLOAD_TOO_LARGE',
  'MALFORMED_REQUEST',
  'VALIDATION_FAILED',
  'INVALID_STATE',
  'ALREADY_EXISTS',
  'VERSION_CONFLICT',
  'RETRIES_EXHAUSTED',
  'ALREADY_PUBLISHED',
  'IDEMPOTENCY_KEY_REUSED',
  'IDEMPOTENCY_IN_PROGRESS',
  'ACCOUNT_UNKNOWN',
  'DUPLICATE_CONTENT',
  'DIGEST_MISMATCH',
  /** On the wire DIGEST_MISMATCH as well, of a command: it is forbidden, not in conflict. */
  'COMMAND_DIGEST_MISMATCH',
  'COMMAND_SIGNATURE_INVALID',
  'COMMAND_TOKEN_INVALID',
  'COMMAND_REPLAYED',
  'ACTION_NOT_APPROVED',
  'EXECUTION_FAILED',
  'FOUND_ON_PLATFORM',
  'KILL_SWITCH_ENGAGED',
  'POLICY_UNKNOWN',
  'SELF_APPROVAL',
  'HUMAN_REQUIRED',
  'MEDIA_NOT_READY',
  'TOO_LATE',
  'TENANT_NOT_CONFIGURED',
  'SESSION_CLOSED',
  'EPOCH_SUPERSEDED',
  'CHUNK_CONFLICT',
  'CHUNK_HASH_MISMATCH',
  'GUARD_FAILED',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'DRAINING',
  'INTERNAL',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** One thing that is wrong with an input; `pointer` is an RFC 6901 JSON pointer into the body, or `?name` of a query. */
export interface InputError {
  pointer: string
  detail: string
}

/**
 * The base of every error that we raise on purpose.
 * `retryable` is known where the error is born and says that the same request may succeed later.
 */
export class MandateError extends Error {
  readonly code: ErrorCode
  readonly retryable: boolean
  /** Further members of the problem document, e.g. `state` and `allowed`. */
  readonly members: Readonly<Record<string, unknown>>

  constructor(
    code: ErrorCode,
    detail: string,
    options: { retryable?: boolean; members?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'MandateError'
    this.code = code
    this.retryable = options.retryable ?? false
    this.members = options.members ?? {}
  }
}

/** The state of a subject forbids a command: 409 with the state and what it does allow. */
export class IllegalTransition extends MandateError {
  constructor(
    command: string,
    state: string,
    allowed: readonly string[],
    code: Extract<
      ErrorCode,
      'INVALID_STATE' | 'RETRIES_EXHAUSTED' | 'ALREADY_PUBLISHED' | 'TOO_LATE' | 'MEDIA_NOT_READY' | 'SESSION_CLOSED'
    > = 'INVALID_STATE',
    detail = `${command} is not possible in ${state}`,
  ) {
    super(code, detail, { members: { state, allowed } })
    this.name = 'IllegalTransition'
  }
}
