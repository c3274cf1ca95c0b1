// `fetch` with a span around it and its traceparent on the wire.
import { callSpan } from './call-span.ts'

/** @param peer who is asked; it never sees more of us than the ids of the trace */
export function spannedFetch(peer: string, address: URL | string, init: RequestInit = {}): Promise<Response> {
  const url = new URL(address)
  return callSpan({ peer, method: init.method ?? 'GET', url }, async span => {
    const headers = new Headers(init.headers)
    for (const [name, value] of Object.entries(span.headers)) headers.set(name, value)
    const response = await fetch(url, { ...init, headers })
    span.answered(response.status)
    return response
  })
}
