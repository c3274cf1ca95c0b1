// Deletes audio whose copy is in custody, once no link leads to it any more.
import { defineJob } from '../define-job.ts'

export const clearSession = defineJob({ name: 'clear-session', subject: 'session', attempts: 1000, timeoutMs: 600_000 })
