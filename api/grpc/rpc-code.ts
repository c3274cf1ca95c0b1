// Which gRPC status each error code answers with.
import { Code } from '@connectrpc/connect'
import type { ErrorCode } from '#domain/errors.ts'

/** Exhaustive, as the HTTP status is: a new code does not compile before it has one. */
export function rpcCode(code: ErrorCode): Code {
  switch (code) {
    case 'UNAUTHENTICATED':
    case 'COMMAND_SIGNATURE_INVALID':
    case 'COMMAND_TOKEN_INVALID':
      return Code.Unauthenticated
    case 'INSUFFICIENT_SCOPE':
    case 'TENANT_MISMATCH':
    case 'SELF_APPROVAL':
    case 'HUMAN_REQUIRED':
    case 'ACTION_NOT_APPROVED':
    case 'COMMAND_DIGEST_MISMATCH':
      return Code.PermissionDenied
    case 'NOT_FOUND':
      return Code.NotFound
    case 'METHOD_NOT_ALLOWED':
      return Code.Unimplemented
    case 'MALFORMED_REQUEST':
    case 'VALIDATION_FAILED':
    case 'NOT_ACCEPTABLE':
    case 'UNSUPPORTED_MEDIA_TYPE':
    case 'IDEMPOTENCY_KEY_REUSED':
    case 'ACCOUNT_UNKNOWN':
    case 'POLICY_UNKNOWN':
    case 'CHUNK_HASH_MISMATCH':
      return Code.InvalidArgument
    case 'ALREADY_EXISTS':
    case 'CHUNK_CONFLICT':
      return Code.AlreadyExists
    case 'EPOCH_SUPERSEDED':
    case 'VERSION_CONFLICT':
      return Code.Aborted
    case 'INVALID_STATE':
    case 'RETRIES_EXHAUSTED':
    case 'ALREADY_PUBLISHED':
    case 'IDEMPOTENCY_IN_PROGRESS':
    case 'DUPLICATE_CONTENT':
    case 'DIGEST_MISMATCH':
    case 'MEDIA_NOT_READY':
    case 'TOO_LATE':
    case 'TENANT_NOT_CONFIGURED':
    case 'SESSION_CLOSED':
    case 'COMMAND_REPLAYED':
    case 'FOUND_ON_PLATFORM':
      return Code.FailedPrecondition
    case 'PAYLOAD_TOO_LARGE':
    case 'RATE_LIMITED':
      return Code.ResourceExhausted
    case 'EXECUTION_FAILED':
      return Code.Unknown
    // It is tried again by itself.
    case 'GUARD_FAILED':
    case 'UNAVAILABLE':
    case 'DRAINING':
    case 'KILL_SWITCH_ENGAGED':
      return Code.Unavailable
    case 'INTERNAL':
      return Code.Internal
    default:
      return code satisfies never
  }
}
