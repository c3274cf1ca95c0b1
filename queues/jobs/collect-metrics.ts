// Collects how a published action does, ever more rarely.
import { defineJob } from '../define-job.ts'

export const collectMetrics = defineJob({
  name: 'collect-metrics',
  subject: 'action',
  attempts: 100_000,
  timeoutMs: 60_000,
})
