// Freezes what the document is made of.
import { defineJob } from '../define-job.ts'

export const assemble = defineJob({ name: 'assemble', subject: 'session', attempts: 1000, timeoutMs: 300_000 })
