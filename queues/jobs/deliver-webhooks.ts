// Sends what is due for one endpoint: the step is the endpoint's, so that one that is slow or away holds up nobody else.
import { defineJob } from '../define-job.ts'

export const deliverWebhooks = defineJob({
  name: 'deliver-webhooks',
  subject: 'webhook',
  attempts: 1,
  timeoutMs: 60_000,
})
