// The place where the body of a GET becomes a stream that ends in time and breaks with our own errors.

import { addAbortSignal, Readable } from 'node:stream'
import { ObjectStoreError } from '#domain/ports/object-store.ts'
import { toObjectStoreError } from './errors.ts'

/** Breaks with DEADLINE when it is not read to its end within `timeoutMs`, with UNAVAILABLE when the store cuts it. */
export function openReading(
  body: unknown,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array> {
  if (!(body instanceof Readable)) throw new ObjectStoreError('UNAVAILABLE', 'The object store sent no body')
  const deadline = AbortSignal.timeout(timeoutMs)
  addAbortSignal(signal === undefined ? deadline : AbortSignal.any([signal, deadline]), body)
  // Whoever reads learns of an error by reading; a body that nobody reads must not end the process with it.
  body.on('error', () => {})
  return ReadableStream.from(read(body, deadline, timeoutMs, signal))
}

async function* read(body: Readable, deadline: AbortSignal, timeoutMs: number, signal: AbortSignal | undefined) {
  try {
    for await (const chunk of body) yield chunk as Uint8Array
  } catch (cause) {
    if (signal?.aborted) throw new ObjectStoreError('ABORTED', 'The reading of an object was aborted', cause)
    if (deadline.aborted) throw new ObjectStoreError('DEADLINE', `An object was not read within ${timeoutMs} ms`, cause)
    throw toObjectStoreError(cause)
  }
}
