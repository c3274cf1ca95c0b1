// Checks a session configuration against its default skeleton.
import { defineJob } from '../define-job.ts'

export const checkConfig = defineJob({ name: 'check-config', subject: 'setup', attempts: 1000, timeoutMs: 30_000 })
