// The last stage: metrics in, learnings out.
import { defineJob } from '../define-job.ts'

export const learn = defineJob({ name: 'learn', subject: 'campaign', attempts: 'stage', timeoutMs: 120_000 })
