// The place where the body of a put becomes something that can be sent, and one that breaks off ends the call.

import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { type ObjectBody, ObjectStoreError, type PutOptions } from '#domain/ports/object-store.ts'

export interface Source {
  body: Uint8Array | Readable | AsyncIterable<Uint8Array>
  repeatable: boolean
  /** Aborts when the caller says so or the stream breaks; the SDK alone would wait for ever for its next chunk. */
  signal: AbortSignal | undefined
  /** Cancels what was not read. */
  close(): void
}

/** Throws REFUSED for a stream without its length, which S3 does not take. */
export function openSource(body: ObjectBody, { bytes, signal }: Pick<PutOptions, 'bytes' | 'signal'>): Source {
  if (body instanceof Uint8Array) return { body, repeatable: true, signal, close: () => {} }
  if (bytes === undefined) throw new ObjectStoreError('REFUSED', 'A stream needs its length in `bytes`')
  if (!(body instanceof ReadableStream)) return { body: named(body), repeatable: false, signal, close: () => {} }
  const readable = Readable.fromWeb(asNodeStream(body))
  const broken = new AbortController()
  readable.on('error', cause => broken.abort(brokeOff(cause)))
  const either = signal === undefined ? broken.signal : AbortSignal.any([signal, broken.signal])
  return { body: readable, repeatable: false, signal: either, close: () => void readable.destroy() }
}

/** As the SDK takes it. */
export const toSdkBody = (body: Source['body']): Uint8Array | Readable =>
  body instanceof Uint8Array || body instanceof Readable ? body : Readable.from(body)

/** What breaks off says that it is the body, and not the store, that broke. */
async function* named(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (cause) {
    throw brokeOff(cause)
  }
}

const brokeOff = (cause: unknown) => new ObjectStoreError('ABORTED', 'The body of a put broke off', cause)

// The global and the `node:stream/web` declarations name the same class; TypeScript holds them apart.
const asNodeStream = (stream: ReadableStream<Uint8Array>) => stream as NodeReadableStream<Uint8Array>
