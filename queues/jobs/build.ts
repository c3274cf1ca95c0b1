// Has builder make the documents.
import { defineJob } from '../define-job.ts'

export const build = defineJob({ name: 'build', subject: 'session', attempts: 1000, timeoutMs: 200_000 })
