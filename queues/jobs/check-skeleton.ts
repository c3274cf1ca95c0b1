// Checks an uploaded skeleton and finds what can be filled in it.
import { defineJob } from '../define-job.ts'

export const checkSkeleton = defineJob({ name: 'check-skeleton', subject: 'setup', attempts: 1000, timeoutMs: 120_000 })
