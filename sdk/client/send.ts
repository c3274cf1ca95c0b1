// One request until it is answered: token, key, deadlines, and tries by the contract.
import type { CallOptions, TokenSource } from './call-options.ts'
import { errorOf, MandateError } from './mandate-error.ts'
import { pause } from './pause.ts'
import { retryDelayMs } from './retry-delay.ts'

export interface SendSettings {
  token: TokenSource
  fetch: typeof globalThis.fetch
  random?: () => number
  /** Milliseconds of waiting between tries. */
  pause?: (ms: number, signal: AbortSignal) => Promise<void>
}

export interface SendOptions extends CallOptions {
  /** The body is handed on as it comes, and only what comes before it has a deadline. */
  isStream?: boolean
}

/** Their own content says whether they came before: sequence and hash, or the command's `jti`. */
const KEYLESS = /\/(?:append|actuator\/execute)$/

/**
 * @returns an answer of 2xx or 304
 * @throws MandateError for any other; the reason of `signal` when the caller gave up
 */
export async function send(request: Request, options: SendOptions, settings: SendSettings): Promise<Response> {
  const { signal, retries = 3, waitSeconds = 0 } = options
  const waitMs = waitSeconds * 1000
  const deadline = AbortSignal.timeout(waitMs + (options.timeoutMs ?? 120_000))
  const ends = signal === undefined ? deadline : AbortSignal.any([signal, deadline])
  // Read once, so that each try sends the same bytes.
  const bytes = await request.arrayBuffer()
  const key = keyOf(request, options)
  const isRepeatable = isSafe(request) || key !== undefined || KEYLESS.test(new URL(request.url).pathname)
  const headers = headersOf(request, options, key)
  const attemptTimeoutMs = waitMs + (options.attemptTimeoutMs ?? 30_000)
  let rejected: string | undefined
  for (let tries = 1; ; tries++) {
    const token = await tokenOf(settings.token, rejected)
    headers.set('authorization', `Bearer ${token}`)
    try {
      return await once(request, { headers, bytes, ends, attemptTimeoutMs, options, settings })
    } catch (error) {
      if (signal?.aborted) throw signal.reason
      if (!(error instanceof MandateError)) throw error
      if (error.code === 'UNAUTHENTICATED' && rejected === undefined && typeof settings.token === 'function') {
        rejected = token
        continue
      }
      const failed = { error, tries, isRepeatable, random: (settings.random ?? Math.random)() }
      const delayMs = tries > retries || deadline.aborted ? undefined : retryDelayMs(failed)
      if (delayMs === undefined) throw error
      await (settings.pause ?? pause)(delayMs, ends).catch(() => {
        throw signal?.aborted ? signal.reason : error // no time is left: what is known is the last failure
      })
    }
  }
}

interface Attempt {
  headers: Headers
  bytes: ArrayBuffer
  ends: AbortSignal
  attemptTimeoutMs: number
  options: SendOptions
  settings: SendSettings
}

async function once(request: Request, attempt: Attempt): Promise<Response> {
  const { headers, bytes, ends, attemptTimeoutMs, options, settings } = attempt
  const timeout = new AbortController()
  const timer = setTimeout(() => timeout.abort(), attemptTimeoutMs)
  // A stream outlives the deadline of its beginning; only the caller ends it.
  const until = options.isStream
    ? [timeout.signal, ...(options.signal ? [options.signal] : [])]
    : [timeout.signal, ends]
  try {
    const response = await settings.fetch(request.url, {
      method: request.method,
      headers,
      redirect: 'error',
      signal: AbortSignal.any(until),
      ...(bytes.byteLength === 0 ? {} : { body: bytes }),
    })
    const isFine = response.ok || response.status === 304
    if (isFine && options.isStream) return response
    const { status, headers: answered } = response
    // Read here, so that a connection lost in the middle of an answer is one more failed try.
    const body = await response.arrayBuffer()
    if (!isFine) throw errorOf(status, answered, new TextDecoder().decode(body))
    return new Response(status === 204 || status === 304 ? null : body, { status, headers: answered })
  } catch (cause) {
    if (cause instanceof MandateError) throw cause
    const isLate = timeout.signal.aborted || ends.aborted
    const where = `${request.method} ${new URL(request.url).pathname}`
    throw isLate
      ? new MandateError({ status: 0, code: 'TIMEOUT', detail: `no answer in time to ${where}`, cause })
      : new MandateError({ status: 0, code: 'CONNECTION_FAILED', detail: `no connection for ${where}`, cause })
  } finally {
    clearTimeout(timer)
  }
}

function headersOf(request: Request, options: SendOptions, key: string | undefined): Headers {
  const headers = new Headers(request.headers)
  if (key !== undefined) headers.set('idempotency-key', key)
  if (options.waitSeconds !== undefined && !isSafe(request)) headers.set('prefer', `wait=${options.waitSeconds}`)
  if (options.traceparent !== undefined) headers.set('traceparent', options.traceparent)
  if (options.requestId !== undefined) headers.set('x-request-id', options.requestId)
  return headers
}

function keyOf(request: Request, { idempotencyKey }: SendOptions): string | undefined {
  if (isSafe(request) || idempotencyKey === false || KEYLESS.test(new URL(request.url).pathname)) return undefined
  return idempotencyKey ?? crypto.randomUUID()
}

const isSafe = ({ method }: Request) => method === 'GET' || method === 'HEAD'

async function tokenOf(token: TokenSource, rejected: string | undefined): Promise<string> {
  return typeof token === 'string' ? token : token(rejected === undefined ? {} : { rejected })
}
