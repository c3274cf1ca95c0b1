// Puts a piece of audio where it stays, before anybody is told that it was taken.
import { MandateError } from '#domain/errors.ts'
import { type ObjectStore, ObjectStoreError } from '#domain/ports/object-store.ts'
import { audioKey } from './asset-keys.ts'
import type { IncomingChunk } from './read-chunk.ts'

/**
 * @returns the key; the same bytes of a chunk have the same one, so that repeating is harmless
 * @throws MandateError CHUNK_HASH_MISMATCH, MALFORMED_REQUEST (the body broke off), UNAVAILABLE
 */
export async function keepAudio(
  store: Pick<ObjectStore, 'put'>,
  session: { id: string; tenantId: string },
  { head, contentType, body, bytes }: IncomingChunk,
): Promise<string> {
  const key = audioKey(session, head.sequence_id, head.sha256)
  try {
    await store.put(key, body, { contentType, bytes, sha256: head.sha256 })
    return key
  } catch (cause) {
    if (!(cause instanceof ObjectStoreError)) throw cause
    if (cause.reason === 'CHECKSUM_MISMATCH')
      throw new MandateError('CHUNK_HASH_MISMATCH', 'the bytes have another SHA-256 than was said', { cause })
    if (cause.reason === 'ABORTED') throw new MandateError('MALFORMED_REQUEST', 'the body broke off', { cause })
    throw new MandateError('UNAVAILABLE', 'the audio can’t be kept just now; send it again', { cause, retryable: true })
  }
}
