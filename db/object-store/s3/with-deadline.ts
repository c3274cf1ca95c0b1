// The place where a call gets our deadline, so that no store can hold a worker for ever.

import { ObjectStoreError } from '#domain/ports/object-store.ts'
import { toObjectStoreError } from './errors.ts'

/** Throws DEADLINE after `timeoutMs`, ABORTED when the caller's signal was first, else what the store said. */
export async function withDeadline<T>(
  timeoutMs: number,
  signal: AbortSignal | undefined,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = AbortSignal.timeout(timeoutMs)
  const either = signal === undefined ? deadline : AbortSignal.any([signal, deadline])
  // The SDK may hang in places that look at no signal, so we stop waiting ourselves.
  const stopped = Promise.withResolvers<never>()
  const stop = () => stopped.reject(stopReason(either, deadline, timeoutMs))
  if (either.aborted) throw stopReason(either, deadline, timeoutMs)
  either.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([stopped.promise, call(either)])
  } catch (cause) {
    throw either.aborted ? stopReason(either, deadline, timeoutMs) : toObjectStoreError(cause)
  } finally {
    either.removeEventListener('abort', stop)
  }
}

function stopReason(either: AbortSignal, deadline: AbortSignal, timeoutMs: number): ObjectStoreError {
  if (either.reason instanceof ObjectStoreError) return either.reason
  return deadline.aborted
    ? new ObjectStoreError('DEADLINE', `The object store did not answer within ${timeoutMs} ms`, either.reason)
    : new ObjectStoreError('ABORTED', 'The call to the object store was aborted', either.reason)
}
