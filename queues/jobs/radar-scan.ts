// The first stage: radar is asked what is relevant now.
import { defineJob } from '../define-job.ts'

export const radarScan = defineJob({ name: 'radar-scan', subject: 'campaign', attempts: 'stage', timeoutMs: 120_000 })
