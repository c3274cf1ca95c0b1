// Ends a session that nothing comes for any more.
import { defineJob } from '../define-job.ts'

export const abandon = defineJob({ name: 'abandon', subject: 'session', attempts: 1000, timeoutMs: 30_000 })
