// The dead man of an attempt: finds out what became of it.
import { defineJob } from '../define-job.ts'

export const reconcile = defineJob({ name: 'reconcile', subject: 'action', attempts: 100_000, timeoutMs: 60_000 })
