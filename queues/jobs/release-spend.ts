// After a campaign that will publish nothing: what enterprise had reserved for it goes back to the budget.
import { defineJob } from '../define-job.ts'

export const releaseSpend = defineJob({ name: 'release-spend', subject: 'campaign', attempts: 1000, timeoutMs: 60_000 })
