// Sends one action to LinkedIn, at most once.
import { defineJob } from '../define-job.ts'

export const executeLinkedin = defineJob({
  name: 'execute-linkedin',
  subject: 'action',
  attempts: 1000,
  timeoutMs: 120_000,
})
