// Writes down what there was of a session that was abandoned.
import { defineJob } from '../define-job.ts'

export const archive = defineJob({ name: 'archive', subject: 'session', attempts: 1000, timeoutMs: 300_000 })
