// Calls to the services that do the thinking: HTTP and JSON (or a form), checked both ways, one deadline a call.
import { type Dispatcher, request } from 'undici'
import type { z } from 'zod'
import { type CallSpan, callSpan } from '../http/call-span.ts'
import { type Breaker, noopBreaker } from './breaker.ts'
import { encodeForm, type Form } from './encode-form.ts'
import { retryAfterMs } from './retry-after.ts'
import { UpstreamError } from './upstream-error.ts'

export interface UpstreamCall<T extends z.ZodType> {
  method?: 'GET' | 'POST'
  path: string
  body?: unknown
  /** Instead of `body`. */
  form?: Form
  reply: T
  idempotencyKey?: string
  trace: string | undefined
  signal: AbortSignal
}

export interface Upstream {
  /**
   * @returns the parsed reply
   * @throws UpstreamError, classified; BreakerOpen; or the signal's reason when that aborted
   */
  call<T extends z.ZodType>(call: UpstreamCall<T>): Promise<z.output<T>>
}

export interface UpstreamOptions {
  name: string
  baseUrl: string
  timeoutMs: number
  /** A service token of ours. */
  token(): Promise<string | undefined>
  breaker?: Breaker
}

interface Addressed<T extends z.ZodType> extends UpstreamCall<T> {
  method: 'GET' | 'POST'
  url: URL
  bearer: string | undefined
  deadline: AbortSignal
}

const MAX_REPLY_BYTES = 16 * 1024 * 1024

export function createUpstream({ name, baseUrl, timeoutMs, token, breaker = noopBreaker }: UpstreamOptions): Upstream {
  return {
    async call(call) {
      breaker.check()
      try {
        const reply = await send(call)
        breaker.succeeded()
        return reply
      } catch (error) {
        // An answer that says "no" to one request says nothing against the upstream.
        if (error instanceof UpstreamError && error.retryable && error.httpStatus !== 429) breaker.failed()
        throw error
      }
    },
  }

  async function send<T extends z.ZodType>(call: UpstreamCall<T>): Promise<z.output<T>> {
    const deadline = AbortSignal.timeout(timeoutMs)
    const bearer = await token()
    const { method = 'POST', trace } = call
    const url = new URL(call.path.replace(/^\//, ''), `${baseUrl.replace(/\/$/, '')}/`)
    return callSpan({ peer: name, method, url, trace }, span => ask({ ...call, method, url, bearer, deadline }, span))
  }

  async function ask<T extends z.ZodType>(call: Addressed<T>, span: CallSpan): Promise<z.output<T>> {
    const { url, bearer, deadline } = call
    let answer: Dispatcher.ResponseData
    let text: string
    try {
      const { contentType, body } = bodyOf(call)
      answer = await request(url, {
        method: call.method,
        signal: AbortSignal.any([deadline, call.signal]),
        headers: {
          accept: 'application/json',
          ...(contentType === undefined ? {} : { 'content-type': contentType }),
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
          ...(call.idempotencyKey === undefined ? {} : { 'idempotency-key': call.idempotencyKey }),
          ...span.headers,
        },
        ...(body === undefined ? {} : { body }),
      })
      span.answered(answer.statusCode)
      text = await readBounded(answer)
    } catch (error) {
      if (call.signal.aborted) throw call.signal.reason
      if (error instanceof UpstreamError) throw error
      if (deadline.aborted)
        throw new UpstreamError('UPSTREAM_TIMEOUT', `${name} did not answer within ${timeoutMs} ms`, {
          retryable: true,
          cause: error,
        })
      throw new UpstreamError('UPSTREAM_ERROR', `the connection to ${name} failed: ${causeOf(error)}`, {
        retryable: true,
        cause: error,
      })
    }
    if (answer.statusCode < 200 || answer.statusCode > 299) throw refusal(answer)
    return parse(call, answer, text)
  }

  function refusal({ statusCode: status, headers }: Dispatcher.ResponseData): UpstreamError {
    const retryable = status >= 500 || status === 429 || status === 408
    return new UpstreamError(
      status >= 300 && status < 400 ? 'UPSTREAM_INVALID_RESPONSE' : 'UPSTREAM_ERROR',
      `${name} answered ${status}`,
      { retryable, httpStatus: status, retryAfterMs: retryAfterMs(headerOf(headers, 'retry-after'), Date.now()) },
    )
  }

  function parse<T extends z.ZodType>(
    call: UpstreamCall<T>,
    { headers }: Dispatcher.ResponseData,
    text: string,
  ): z.output<T> {
    const type = headerOf(headers, 'content-type') ?? 'none'
    const invalid = (detail: string) =>
      new UpstreamError('UPSTREAM_INVALID_RESPONSE', `${name} ${call.path}: ${detail}`, { retryable: false })
    if (!/\bjson\b/i.test(type)) throw invalid(`the reply is ${type}, not JSON`)
    let json: unknown
    try {
      json = JSON.parse(text)
    } catch {
      throw invalid('the reply is not JSON') // the parser's message would quote the reply
    }
    const parsed = call.reply.safeParse(json)
    if (parsed.success) return parsed.data
    const issues = parsed.error.issues.slice(0, 5).map(issue => `/${issue.path.join('/')} ${issue.message}`)
    throw invalid(`the reply has a wrong shape: ${issues.join('; ')}`)
  }

  async function readBounded({ body }: Dispatcher.ResponseData): Promise<string> {
    const chunks: Uint8Array[] = []
    let bytes = 0
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength
      if (bytes > MAX_REPLY_BYTES)
        throw new UpstreamError('UPSTREAM_INVALID_RESPONSE', `${name}: the reply is over ${MAX_REPLY_BYTES} bytes`, {
          retryable: false,
        })
      chunks.push(chunk)
    }
    return Buffer.concat(chunks).toString('utf8')
  }
}

function bodyOf({ body, form }: Pick<UpstreamCall<z.ZodType>, 'body' | 'form'>): {
  contentType?: string
  body?: string | Uint8Array
} {
  if (form !== undefined) return encodeForm(form)
  return body === undefined ? {} : { contentType: 'application/json', body: JSON.stringify(body) }
}

function headerOf(headers: Dispatcher.ResponseData['headers'], name: string): string | null {
  const value = headers[name]
  return value === undefined ? null : String(value)
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.message) : String(cause)
}
