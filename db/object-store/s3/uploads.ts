// The place where uploads in parts begin and end; the parts go straight to the store, by URLs that are presigned.

import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
} from '@aws-sdk/client-s3'
import { type ObjectStore, ObjectStoreError } from '#domain/ports/object-store.ts'
import type { Clients } from './client.ts'
import { unlessAbsent } from './errors.ts'
import { fromStored, toCompleteInput } from './transform.ts'
import { withDeadline } from './with-deadline.ts'

type Uploads = Pick<ObjectStore, 'startUpload' | 'completeUpload' | 'abortUpload'>

/** Completing may take the store as long as a transfer, for it may write all parts once more. */
export function createUploads(
  { repeating, once }: Clients,
  bucket: string,
  { timeoutMs, transferTimeoutMs }: { timeoutMs: number; transferTimeoutMs: number },
): Uploads {
  return {
    startUpload: (key, { contentType }) =>
      withDeadline(timeoutMs, undefined, async abortSignal => {
        const input = { Bucket: bucket, Key: key, ContentType: contentType }
        const { UploadId } = await repeating.send(new CreateMultipartUploadCommand(input), { abortSignal })
        if (UploadId === undefined) throw new ObjectStoreError('UNAVAILABLE', 'The object store named no upload')
        return UploadId
      }),

    completeUpload: (key, uploadId, parts) =>
      withDeadline(transferTimeoutMs, undefined, async abortSignal => {
        // A repeated one would meet its own first try and report that there is no such upload.
        const command = new CompleteMultipartUploadCommand(toCompleteInput(bucket, key, uploadId, parts))
        return fromStored(await once.send(command, { abortSignal }))
      }),

    abortUpload: (key, uploadId) =>
      withDeadline(timeoutMs, undefined, async abortSignal => {
        const input = { Bucket: bucket, Key: key, UploadId: uploadId }
        await repeating.send(new AbortMultipartUploadCommand(input), { abortSignal }).catch(unlessAbsent)
      }),
  }
}
