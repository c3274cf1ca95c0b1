import { describe, expect, it } from 'vitest'
import { BreakerOpen, UpstreamError } from '#workers/adapters/upstream/upstream-error.ts'
import { outcomeOfError } from '#workers/campaign/outcome-of-error.ts'

describe('an error of a handler', () => {
  it('that may pass is a retry, with the upstream’s own wish', () => {
    const error = new UpstreamError('UPSTREAM_ERROR', 'radar answered 429', { retryable: true, retryAfterMs: 5 })
    expect(outcomeOfError(error)).toEqual({
      kind: 'retry',
      reason: 'UPSTREAM_ERROR',
      detail: 'radar answered 429',
      retryAfterMs: 5,
    })
  })

  it('that will not pass stops the stage', () => {
    const error = new UpstreamError('UPSTREAM_INVALID_RESPONSE', 'no JSON', { retryable: false })
    expect(outcomeOfError(error)).toMatchObject({
      kind: 'stop',
      reason: 'UPSTREAM_INVALID_RESPONSE',
      detail: 'no JSON',
    })
  })

  it('of an open breaker is not counted: the call was not made', () => {
    const outcome = outcomeOfError(new BreakerOpen('radar', 3000))
    expect(outcome).toMatchObject({ kind: 'defer', why: 'BREAKER_OPEN' })
    expect(outcome.kind === 'defer' && outcome.delayMs).toBeGreaterThanOrEqual(3000)
  })

  it.each([new TypeError('x is undefined'), 'a string'])('of our own (%s) is tried again as INTERNAL', error => {
    expect(outcomeOfError(error)).toMatchObject({ kind: 'retry', reason: 'INTERNAL' })
  })
})
