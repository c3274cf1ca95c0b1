// The third stage: one piece of content a channel.
import { defineJob } from '../define-job.ts'

export const contentProd = defineJob({
  name: 'content-prod',
  subject: 'campaign',
  attempts: 'stage',
  timeoutMs: 180_000,
})
