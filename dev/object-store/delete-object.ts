// The place of DeleteObject: deleting what is not there succeeds, deleting what is locked does not.

import type { Call, S3Answer } from './call.ts'
import { assertDeletable } from './object-lock.ts'
import { assertWritable } from './preconditions.ts'

export async function deleteObject(call: Call): Promise<S3Answer> {
  await call.storage.delete(call.bucket, call.key, current => {
    assertWritable(call.request, current)
    assertDeletable(current, call.request, call.now())
  })
  return { status: 204 }
}
