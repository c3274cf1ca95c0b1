// Looks at an uploaded picture, and makes of it what a document can hold.
import { defineJob } from '../define-job.ts'

export const checkAsset = defineJob({ name: 'check-asset', subject: 'asset', attempts: 1000, timeoutMs: 60_000 })
