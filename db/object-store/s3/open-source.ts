// The place where the body of a put becomes something the SDK can send, and a stream that breaks ends the call.

import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { type ObjectBody, ObjectStoreError, type PutOptions } from '#domain/ports/object-store.ts'

export interface Source {
  body: Uint8Array | Readable
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
  const readable = Readable.fromWeb(asNodeStream(body))
  const broken = new AbortController()
  readable.on('error', cause => broken.abort(new ObjectStoreError('ABORTED', 'The body of a put broke off', cause)))
  const either = signal === undefined ? broken.signal : AbortSignal.any([signal, broken.signal])
  return { body: readable, repeatable: false, signal: either, close: () => void readable.destroy() }
}

// The global and the `node:stream/web` declarations name the same class; TypeScript holds them apart.
const asNodeStream = (stream: ReadableStream<Uint8Array>) => stream as NodeReadableStream<Uint8Array>
