// At the last approval: asks enterprise for a signed command and passes the same checks as one from outside.
import { defineJob } from '../define-job.ts'

export const command = defineJob({ name: 'command', subject: 'action', attempts: 100_000, timeoutMs: 60_000 })
