// Reads once more what a skeleton is made of, whatever was decided on it.
import { defineJob } from '../define-job.ts'

export const readSkeleton = defineJob({ name: 'read-skeleton', subject: 'setup', attempts: 1000, timeoutMs: 120_000 })
