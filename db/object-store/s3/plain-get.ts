// The place where a get goes straight onto the wire.

import type { GetOptions, ObjectStore } from '#domain/ports/object-store.ts'
import { openReading } from './open-reading.ts'
import type { Wire } from './open-wire.ts'
import { infoOf } from './read-headers.ts'
import { withDeadline } from './with-deadline.ts'

/** @param timeoutMs until the head is there @param transferTimeoutMs from then on, for the body */
export function createPlainGet(wire: Wire, timeoutMs: number, transferTimeoutMs: number): ObjectStore['get'] {
  return async (key, options = {}) => {
    const headers = rangeOf(options)
    const answer = await withDeadline(timeoutMs, options.signal, signal =>
      untilAnswered(signal, own =>
        wire.send({ method: 'GET', key, versionId: options.versionId, headers, repeatable: true, signal: own }),
      ),
    )
    return { ...infoOf(key, answer.headers), body: openReading(answer.body, transferTimeoutMs, options.signal) }
  }
}

/** The deadline of the head must not cut the body, which has its own. */
async function untilAnswered<T>(signal: AbortSignal, call: (own: AbortSignal) => Promise<T>): Promise<T> {
  const own = new AbortController()
  const stop = () => own.abort(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await call(own.signal)
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

const rangeOf = ({ range }: GetOptions): Record<string, string> =>
  range === undefined ? {} : { range: `bytes=${range.first}-${range.last ?? ''}` }
