// Fetches and hashes the media of an action for X; repeatable, nothing is sent.
import { defineJob } from '../define-job.ts'

export const prepareTwitter = defineJob({
  name: 'prepare-twitter',
  subject: 'action',
  attempts: 20,
  timeoutMs: 120_000,
})
