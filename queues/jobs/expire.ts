// The end of an action that nobody decided on or sent in time.
import { defineJob } from '../define-job.ts'

export const expire = defineJob({ name: 'expire', subject: 'action', attempts: 1000, timeoutMs: 30_000 })
