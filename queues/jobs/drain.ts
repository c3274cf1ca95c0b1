// Waits until everything that was recorded has become something.
import { defineJob } from '../define-job.ts'

export const drain = defineJob({ name: 'drain', subject: 'session', attempts: 1000, timeoutMs: 30_000 })
