// The fifth stage: reserves the spend, proposes one action a piece.
import { defineJob } from '../define-job.ts'

export const publish = defineJob({ name: 'publish', subject: 'campaign', attempts: 'stage', timeoutMs: 120_000 })
