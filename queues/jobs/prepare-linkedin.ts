// Fetches and hashes the media of an action for LinkedIn; repeatable, nothing is sent.
import { defineJob } from '../define-job.ts'

export const prepareLinkedin = defineJob({
  name: 'prepare-linkedin',
  subject: 'action',
  attempts: 20,
  timeoutMs: 120_000,
})
