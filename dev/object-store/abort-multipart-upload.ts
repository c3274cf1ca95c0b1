// The place of AbortMultipartUpload: the upload and all its parts are gone.

import type { Call, S3Answer } from './call.ts'
import { requireUpload } from './require-upload.ts'

export async function abortMultipartUpload(call: Call): Promise<S3Answer> {
  await call.storage.uploads.abort(requireUpload(call))
  return { status: 204 }
}
