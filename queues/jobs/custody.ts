// Copies audio and documents to where nobody can delete them.
import { defineJob } from '../define-job.ts'

export const custody = defineJob({ name: 'custody', subject: 'session', attempts: 1000, timeoutMs: 600_000 })
