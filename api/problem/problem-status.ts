// Which HTTP status each error code answers with, and how it is called.
import type { ErrorCode } from '#domain/errors.ts'

/** Exhaustive: a new code does not compile before it has a status. */
export function problemStatus(code: ErrorCode): number {
  switch (code) {
    case 'MALFORMED_REQUEST':
      return 400
    case 'UNAUTHENTICATED':
    case 'COMMAND_SIGNATURE_INVALID':
    case 'COMMAND_TOKEN_INVALID':
      return 401
    case 'INSUFFICIENT_SCOPE':
    case 'TENANT_MISMATCH':
    case 'SELF_APPROVAL':
    case 'HUMAN_REQUIRED':
    case 'ACTION_NOT_APPROVED':
    case 'COMMAND_DIGEST_MISMATCH':
      return 403
    case 'NOT_FOUND':
      return 404
    case 'METHOD_NOT_ALLOWED':
      return 405
    case 'NOT_ACCEPTABLE':
      return 406
    case 'INVALID_STATE':
    case 'ALREADY_EXISTS':
    case 'VERSION_CONFLICT':
    case 'RETRIES_EXHAUSTED':
    case 'ALREADY_PUBLISHED':
    case 'IDEMPOTENCY_IN_PROGRESS':
    case 'DUPLICATE_CONTENT':
    case 'DIGEST_MISMATCH':
    case 'MEDIA_NOT_READY':
    case 'TOO_LATE':
    case 'TENANT_NOT_CONFIGURED':
    case 'SESSION_CLOSED':
    case 'EPOCH_SUPERSEDED':
    case 'CHUNK_CONFLICT':
    case 'COMMAND_REPLAYED':
    case 'FOUND_ON_PLATFORM':
      return 409
    case 'PAYLOAD_TOO_LARGE':
      return 413
    case 'UNSUPPORTED_MEDIA_TYPE':
      return 415
    case 'VALIDATION_FAILED':
    case 'IDEMPOTENCY_KEY_REUSED':
    case 'ACCOUNT_UNKNOWN':
    case 'POLICY_UNKNOWN':
    case 'CHUNK_HASH_MISMATCH':
      return 422
    case 'RATE_LIMITED':
      return 429
    case 'INTERNAL':
      return 500
    case 'EXECUTION_FAILED':
    case 'GUARD_FAILED':
      return 502
    case 'UNAVAILABLE':
    case 'DRAINING':
    case 'KILL_SWITCH_ENGAGED':
      return 503
    default:
      return code satisfies never
  }
}

/** The code as clients read it. */
export function wireCode(code: ErrorCode): string {
  return code === 'COMMAND_DIGEST_MISMATCH' ? 'DIGEST_MISMATCH' : code
}

/** `INVALID_STATE` → `Invalid state`: the same for every occurrence, as RFC 9457 asks. */
export function problemTitle(code: ErrorCode): string {
  const words = wireCode(code).replaceAll('_', ' ').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Stable and documented in the OpenAPI document; not an address to fetch. */
export function problemType(code: ErrorCode): string {
  return `urn:mandate:problem:${wireCode(code).toLowerCase().replaceAll('_', '-')}`
}
