// Gives up uploads of a session that nobody completed in time.
import { defineJob } from '../define-job.ts'

export const abortUploads = defineJob({ name: 'abort-uploads', subject: 'session', attempts: 1000, timeoutMs: 60_000 })
