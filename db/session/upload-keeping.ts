// Uploads that nobody completed, for the worker that clears them away.
import type { Ask } from './session-stretch.ts'

export interface OverdueUpload {
  id: string
  objectKey: string
  storeUploadId: string
}

export function uploadKeeping(ask: Ask) {
  return {
    overdueUploads: (sessionId: string) => ask<OverdueUpload>(OVERDUE, [sessionId]),
    async noteAbandoned(uploadId: string): Promise<void> {
      await ask(
        'UPDATE session_uploads SET abandoned_at = clock_timestamp() WHERE id = $1::uuid AND completed_at IS NULL',
        [uploadId],
      )
    },
  }
}

const OVERDUE = `
SELECT id, object_key AS "objectKey", store_upload_id AS "storeUploadId"
FROM session_uploads
WHERE session_id = $1::uuid AND completed_at IS NULL AND abandoned_at IS NULL AND expires_at <= clock_timestamp()
ORDER BY id`
