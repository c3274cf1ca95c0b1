// Sends one action to Facebook pages, Instagram and ad accounts, at most once.
import { defineJob } from '../define-job.ts'

export const executeMeta = defineJob({
  name: 'execute-meta',
  subject: 'action',
  attempts: 1000,
  timeoutMs: 120_000,
})
