// The wake of a waiting campaign: something happened to one of its actions.
import { defineJob } from '../define-job.ts'

export const publishCheck = defineJob({ name: 'publish-check', subject: 'campaign', attempts: 1000, timeoutMs: 30_000 })
