// Collects the metrics of a published action on their decay schedule.
import { defineJob } from '../define-job.ts'

export const metrics = defineJob({ name: 'metrics', subject: 'action', attempts: 8, timeoutMs: 60_000 })
