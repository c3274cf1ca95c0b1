// Sends one action to X, at most once.
import { defineJob } from '../define-job.ts'

export const executeTwitter = defineJob({
  name: 'execute-twitter',
  subject: 'action',
  attempts: 1000,
  timeoutMs: 120_000,
})
