// The place where a head goes straight onto the wire.

import type { CopySource, ObjectInfo } from '#domain/ports/object-store.ts'
import type { Wire } from './open-wire.ts'
import { infoOf } from './read-headers.ts'

/** In the bucket of the wire where none is named. @throws ObjectStoreError, NO_SUCH_OBJECT among them */
export async function readHead(
  wire: Wire,
  { key, ...where }: Omit<CopySource, 'bucket'> & { bucket?: string },
  signal: AbortSignal,
): Promise<ObjectInfo> {
  const headers = { 'x-amz-checksum-mode': 'ENABLED' }
  const answer = await wire.send({ method: 'HEAD', key, ...where, headers, repeatable: true, signal })
  await answer.body.dump()
  return infoOf(key, answer.headers)
}
