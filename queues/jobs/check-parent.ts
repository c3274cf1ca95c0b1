// Has guard confirm what a correction goes out from.
import { defineJob } from '../define-job.ts'

export const checkParent = defineJob({ name: 'check-parent', subject: 'session', attempts: 1000, timeoutMs: 120_000 })
