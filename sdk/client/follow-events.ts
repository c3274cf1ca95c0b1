// The trail of a subject as it happens, over lost connections and restarts of the server.
import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { components } from '../generated/openapi.ts'
import type { CallOptions } from './call-options.ts'
import type { Caller } from './create-caller.ts'
import { pause } from './pause.ts'

type AuditEntry = components['schemas']['AuditEntry']

export interface FollowOptions extends Pick<CallOptions, 'signal' | 'traceparent' | 'requestId' | 'headers'> {
  /** Begins after this `seq`; 0, which is the default, is everything. */
  lastEventId?: number
}

/** As the server asks (`retry:`) until it says otherwise. */
const RECONNECT_MS = 2000

/**
 * Every entry once, in order of `seq`; ends when the subject is final and everything was told.
 * @param isFinal whether nothing more will happen to it
 * @throws MandateError when it can't be had at all; the signal's reason
 */
export async function* followEvents(
  caller: Caller,
  path: string,
  isFinal: () => Promise<boolean>,
  { lastEventId = 0, ...options }: FollowOptions = {},
): AsyncGenerator<AuditEntry, void, undefined> {
  let last = lastEventId
  let wasFinal = false
  for (;;) {
    const before = last
    try {
      for await (const entry of stream(caller, path, last, options)) {
        last = entry.seq
        yield entry
      }
    } catch (error) {
      options.signal?.throwIfAborted()
      // A connection cut in the middle of a stream is no error of the API: one was opened, so another may be.
      if (!(error instanceof StreamCut)) throw error
      await pause(RECONNECT_MS, options.signal)
      continue
    }
    // A server that goes down ends its streams like one whose subject is final; what came with the end is read by one more look.
    if (wasFinal && last === before) return
    wasFinal = await isFinal()
    if (!wasFinal) await pause(RECONNECT_MS, options.signal)
  }
}

class StreamCut extends Error {}

async function* stream(caller: Caller, path: string, last: number, options: FollowOptions) {
  const headers = { ...options.headers, accept: 'text/event-stream', 'last-event-id': String(last) }
  const response = await caller.fetch(path, { ...options, headers, isStream: true })
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
