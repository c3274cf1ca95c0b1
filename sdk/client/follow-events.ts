// The trail of a subject as it happens, over lost connections and restarts of the server.
import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { components } from '../generated/openapi.ts'
import type { CallOptions } from './call-options.ts'
import type { Caller } from './create-caller.ts'
import { MandateError } from './mandate-error.ts'
import { pause } from './pause.ts'

type AuditEntry = components['schemas']['AuditEntry']

export interface FollowOptions extends Pick<CallOptions, 'signal' | 'traceparent' | 'requestId' | 'headers'> {
  /** Begins after this `seq`; 0, which is the default, is everything. */
  lastEventId?: number
}

/** As the server asks (`retry:`). */
const RECONNECT_MS = 2000

/**
 * Every entry once, in order of `seq`; ends when the subject is final and everything was told.
 * Once a stream was open, what else the way may have (no connection, no answer in time, 5xx) is waited out, for as long as it takes: the signal
 * ends it.
 * @param isFinal whether nothing more will happen to it
 * @throws MandateError when none could be opened, or the server refuses: the token, the subject; the signal's reason
 */
export async function* followEvents(
  caller: Caller,
  path: string,
  isFinal: () => Promise<boolean>,
  { lastEventId = 0, ...options }: FollowOptions = {},
): AsyncGenerator<AuditEntry, void, undefined> {
  let last = lastEventId
  let wasFinal = false
  let wasOpen = false
  for (;;) {
    const before = last
    try {
      const response = await opened(caller, path, last, options)
      wasOpen = true
      for await (const entry of entries(response, last)) {
        last = entry.seq
        yield entry
      }
      // A server that goes down ends its streams like one whose subject is final; what came with the end is read by one more look.
      if (wasFinal && last === before) return
      wasFinal = await isFinal()
    } catch (error) {
      options.signal?.throwIfAborted()
      // One was opened, so another may be: a server that restarts is no error of the API.
      if (!wasOpen || !isPassing(error)) throw error
      await pause(Math.max(RECONNECT_MS, retryAfterOf(error)), options.signal)
      continue
    }
    if (!wasFinal) await pause(RECONNECT_MS, options.signal)
  }
}

const isPassing = (error: unknown) =>
  error instanceof StreamCut ||
  (error instanceof MandateError &&
    (error.code === 'CONNECTION_FAILED' || error.code === 'TIMEOUT' || error.status >= 500))

const retryAfterOf = (error: unknown) => (error instanceof MandateError ? (error.retryAfterMs ?? 0) : 0)

class StreamCut extends Error {}

function opened(caller: Caller, path: string, last: number, options: FollowOptions): Promise<Response> {
  const headers = { ...options.headers, accept: 'text/event-stream', 'last-event-id': String(last) }
  return caller.fetch(path, { ...options, headers, isStream: true })
}

async function* entries(response: Response, last: number) {
  if (response.body === null) return
  const reader = response.body.pipeThrough(decoder()).pipeThrough(new EventSourceParserStream()).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(cause => {
        throw new StreamCut('the stream was cut', { cause })
      })
      if (done) return
      const entry = JSON.parse(value.data) as AuditEntry
      if (entry.seq > last) yield entry
    }
  } finally {
    // Whoever breaks out of the loop no longer listens; a stream that is already broken has nothing to cancel.
    await reader.cancel().catch(() => undefined)
  }
}

/** The types of Node and of the browser disagree on what a decoder takes in; it takes these bytes. */
const decoder = () => new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array<ArrayBuffer>>

interface ReadableWritablePair<R, W> {
  readable: ReadableStream<R>
  writable: WritableStream<W>
}
