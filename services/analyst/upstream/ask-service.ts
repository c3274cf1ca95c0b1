// Asks another service for JSON: one deadline for all of it, the body validated, the failure named.
import type { z } from 'zod'

export interface CallContext {
  /** Ends with the request that we serve. */
  signal: AbortSignal
  /** What travels on: `traceparent`, `x-request-id`, `authorization`. */
  headers: Readonly<Record<string, string>>
}

/** `status` is the answer's, null when there was none. */
export class ServiceUnanswered extends Error {
  readonly kind: 'unreachable' | 'status' | 'invalid'
  readonly status: number | null
  readonly retryAfter: string | null

  constructor(
    kind: ServiceUnanswered['kind'],
    message: string,
    extras: { status?: number; retryAfter?: string | null; cause?: unknown } = {},
  ) {
    super(message, { cause: extras.cause })
    this.name = 'ServiceUnanswered'
    this.kind = kind
    this.status = extras.status ?? null
    this.retryAfter = extras.retryAfter ?? null
  }
}

export interface ServiceQuestion<T extends z.ZodType> {
  url: string
  /** Absent: GET. */
  body?: unknown
  schema: T
  timeoutMs: number
}

/** Throws ServiceUnanswered, whatever went wrong on the way. */
export async function askService<T extends z.ZodType>(
  { url, body, schema, timeoutMs }: ServiceQuestion<T>,
  call: CallContext,
): Promise<z.output<T>> {
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(timeoutMs)])
  const init: RequestInit =
    body === undefined
      ? { headers: call.headers, signal, redirect: 'error' }
      : {
          method: 'POST',
          body: JSON.stringify(body),
          headers: { ...call.headers, 'content-type': 'application/json' },
          signal,
          redirect: 'error',
        }
  const { response, text } = await exchange(url, init)
  if (!response.ok) {
    const retryAfter = response.headers.get('retry-after')
    throw new ServiceUnanswered('status', `${url} answered ${response.status}`, { status: response.status, retryAfter })
  }
  const parsed = schema.safeParse(parseJson(text, url))
  if (!parsed.success)
    throw new ServiceUnanswered('invalid', `${url} answered in a shape that is not agreed`, { cause: parsed.error })
  return parsed.data
}

async function exchange(url: string, init: RequestInit): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(url, init)
    return { response, text: await response.text() }
  } catch (cause) {
    throw new ServiceUnanswered('unreachable', `${url} does not answer`, { cause })
  }
}

function parseJson(text: string, url: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ServiceUnanswered('invalid', `${url} answered no JSON`, { cause })
  }
}
