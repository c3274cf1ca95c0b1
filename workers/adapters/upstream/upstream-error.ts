// Why a call to an upstream service failed, classified where it failed.
import type { FailureReason } from '#domain/campaign/campaign-state.ts'

export type UpstreamReason = Extract<FailureReason, 'UPSTREAM_TIMEOUT' | 'UPSTREAM_ERROR' | 'UPSTREAM_INVALID_RESPONSE'>

export class UpstreamError extends Error {
  readonly reason: UpstreamReason
  readonly retryable: boolean
  /** What its Retry-After asked for. */
  readonly retryAfterMs: number | undefined
  readonly httpStatus: number | undefined

  constructor(
    reason: UpstreamReason,
    message: string,
    options: { retryable: boolean; retryAfterMs?: number | undefined; httpStatus?: number; cause?: unknown },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'UpstreamError'
    this.reason = reason
    this.retryable = options.retryable
    this.retryAfterMs = options.retryAfterMs
    this.httpStatus = options.httpStatus
  }
}

/** The upstream is known to be down: nothing was called, nothing counts against the budget. */
export class BreakerOpen extends Error {
  readonly upstream: string
  readonly retryInMs: number

  constructor(upstream: string, retryInMs: number) {
    super(`calls to ${upstream} are held: it failed too often in a row`)
    this.name = 'BreakerOpen'
    this.upstream = upstream
    this.retryInMs = retryInMs
  }
}
