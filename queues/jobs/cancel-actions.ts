// After a cancel: its actions that have not begun are cancelled too.
import { defineJob } from '../define-job.ts'

export const cancelActions = defineJob({
  name: 'cancel-actions',
  subject: 'campaign',
  attempts: 1000,
  timeoutMs: 30_000,
})
