// What may be said of any one call.

export interface CallOptions {
  /** Ends the call, and whatever it waits for, with the signal's reason. */
  signal?: AbortSignal
  /** For the call with all its tries; 2 min unless said, and what it waits for on top. */
  timeoutMs?: number
  /** For one try; 30 s unless said, and what it waits for on top. */
  attemptTimeoutMs?: number
  /** How often it is tried again at most; 3 unless said. */
  retries?: number
  /** Instead of one of the client's own; `false`: none, and then nothing that changes anything is tried again after a lost connection. */
  idempotencyKey?: string | false
  /** Seconds, at most 60: the answer is held until what was started is settled (`Prefer: wait=N`). */
  waitSeconds?: number
  /** W3C trace context, handed on to every log line and outbound call. */
  traceparent?: string
  requestId?: string
  headers?: Readonly<Record<string, string>>
}

/** A string, or a function that is asked before each try; `rejected` is the token that the server no longer takes. */
export type TokenSource = string | ((asked: { rejected?: string }) => string | Promise<string>)

export interface MandateOptions {
  /** Of the API without `/api/v1`, such as `http://127.0.0.1:3000`. */
  url: string
  token: TokenSource
  /** Instead of the global one: a proxy, a test. */
  fetch?: typeof globalThis.fetch
  /** For every call, unless it says otherwise. */
  defaults?: Pick<CallOptions, 'timeoutMs' | 'attemptTimeoutMs' | 'retries' | 'headers'>
}
